import { env } from 'cloudflare:workers';
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { deliver } from '../../worker/tidings/deliver.ts';
import type { Message } from '../../worker/tidings/message.ts';
import { post } from '../../worker/tidings/post.ts';
import { type Robot, robotOf } from './robots.ts';

const wire = { CHANNEL_HOSTS: env.STANDINS };
const ABOUT = { subject: 'mingdu/notices/x.md', revision: 'r1', urgent: false };
const message = (text = '明天7点采样，3号楼先下。\nhttps://example.org/x/'): Message => {
  return { title: '采样', text, key: crypto.randomUUID(), repeat: false, at: Date.now(), about: ABOUT };
};
const sendTo = ({ kind, address }: Robot, more = {}, said = message()) => deliver(wire, { kind, address, ...more }, said);

describe.each(['wecom', 'dingtalk', 'feishu', 'webhook'] as const)('%s', (kind) => {
  test('takes a message, word for word', async () => {
    const robot = robotOf(kind);
    expect(await sendTo(robot)).toEqual({});
    expect(await robot.read()).toEqual([message().text]);
  });

  test('a repeat says that it is one', async () => {
    const robot = robotOf(kind);
    await sendTo(robot, {}, { ...message(), repeat: true });
    expect(await robot.read()).toEqual([`（重发）${message().text}`]);
  });

  test('the line breaks after it was taken, or answers with a page: nobody knows, and nobody is led elsewhere', async () => {
    const robot = robotOf(kind);
    await robot.order({ faults: ['hangup', 'redirect', 'broken'] });
    expect(await sendTo(robot)).toEqual({ fault: 'unsure' });
    expect(await sendTo(robot)).toEqual({ fault: 'redirect', answer: '302' });
    expect(await sendTo(robot)).toEqual({ fault: 'away', answer: '500' });
    expect((await robot.arrived()).map(({ path }) => path)).not.toContain('/elsewhere');
    expect(await robot.arrived()).toHaveLength(3);
  });

  test('wants a host of the list, and that it still stands there', async () => {
    const robot = robotOf(kind);
    expect(await deliver({}, { kind, address: robot.address }, message())).toEqual({ fault: 'host' });
    expect(await deliver({ CHANNEL_HOSTS: 'example.org' }, { kind, address: robot.address }, message())).toEqual({ fault: 'host' });
    expect(await robot.arrived()).toEqual([]);
  });
});

describe.each(['wecom', 'dingtalk', 'feishu'] as const)('the answers of %s', (kind) => {
  test('are read: 200 proves nothing', async () => {
    const robot = robotOf(kind);
    await robot.order({ faults: ['rate', 'html', 'huge'] });
    expect(await sendTo(robot)).toMatchObject({ fault: 'busy' });
    expect(await sendTo(robot)).toEqual({ fault: 'unsure', answer: '200' });
    expect(await sendTo(robot)).toEqual({ fault: 'unsure', answer: '200' });
    expect(await sendTo(robotOf(kind, 'gone'))).toMatchObject({ fault: 'key' });
  });
});

test('WeCom takes 2,048 bytes: more is cut after a sentence, with the link', async () => {
  const robot = robotOf('wecom');
  expect(await sendTo(robot, {}, message(`${'请大家错峰下楼，不要聚集。'.repeat(80)}\nhttps://example.org/x/`))).toEqual({});
  const [text = ''] = await robot.read();
  expect(text).toMatch(/不要聚集。\n……全文点开看\nhttps:\/\/example\.org\/x\/$/);
  await robot.order({ faults: ['busy'] });
  expect(await sendTo(robot)).toEqual({ fault: 'away', answer: '-1' });
});

test('DingTalk wants its signature, its keyword, its network', async () => {
  const robot = robotOf('dingtalk');
  await robot.order({ secret: 'SECabc', keyword: '小喇叭' });
  expect(await sendTo(robot)).toEqual({ fault: 'signature', answer: '310000' });
  expect(await sendTo(robot, { secret: 'SECwrong' })).toEqual({ fault: 'signature', answer: '310000' });
  expect(await sendTo(robot, { secret: 'SECabc' })).toEqual({ fault: 'keyword', answer: '310000' });
  expect(await sendTo(robot, { secret: 'SECabc' }, { ...message(), at: Date.now() - 2 * 3_600_000 })).toMatchObject({ fault: 'signature' });
  expect(await sendTo(robot, { secret: 'SECabc', keyword: '小喇叭' })).toEqual({});
  expect((await robot.read())[0]).toMatch(/^小喇叭\n/);
  await robot.order({ faults: ['ip'] });
  expect(await sendTo(robot)).toEqual({ fault: 'ip', answer: '310000' });
});

test('Feishu too, in its own way, and says two things with one number', async () => {
  const robot = robotOf('feishu');
  await robot.order({ secret: 'key', keyword: '小喇叭' });
  expect(await sendTo(robot)).toEqual({ fault: 'signature', answer: '19021' });
  expect(await sendTo(robot, { secret: 'key' })).toEqual({ fault: 'keyword', answer: '19024' });
  expect(await sendTo(robot, { secret: 'key', keyword: '小喇叭' })).toEqual({});
  await robot.order({ faults: ['many', 'ip'] });
  expect(await sendTo(robot)).toEqual({ fault: 'busy', answer: '9499' });
  expect(await sendTo(robot)).toEqual({ fault: 'ip', answer: '19022' });
});

test('a webhook of one’s own is told which message it is, and who sends', async () => {
  const robot = robotOf('webhook');
  await robot.order({ secret: 'shared' });
  expect(await sendTo(robot)).toEqual({ fault: 'signature', answer: '401' });
  const said = message();
  expect(await sendTo(robot, { secret: 'shared' }, said)).toEqual({});
  const [, taken] = await robot.arrived();
  expect(taken?.headers['idempotency-key']).toBe(said.key);
  expect(taken?.body).toEqual({ ...ABOUT, title: '采样', text: said.text, repeat: false });
  const body = JSON.stringify(taken?.body);
  const sign = createHmac('sha256', 'shared').update(`${said.at}.${body}`).digest('hex');
  expect(taken?.headers['x-xiaolaba-signature']).toBe(`t=${said.at},v1=${sign}`);
  await robot.order({ faults: ['rate', 'gone'] });
  expect(await sendTo(robot, { secret: 'shared' })).toEqual({ fault: 'busy', answer: '429' });
  expect(await sendTo(robot, { secret: 'shared' })).toEqual({ fault: 'gone', answer: '410' });
});

test('who takes a message and never answers is not waited for', async () => {
  const robot = robotOf('wecom');
  await robot.order({ faults: ['silent'] });
  expect(await post(robot.address, JSON.stringify({ msgtype: 'text', text: { content: '在吗' } }), {}, 300)).toEqual({ fault: 'unsure' });
  expect(await robot.read()).toEqual(['在吗']);
});
