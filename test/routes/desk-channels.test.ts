import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { robotOf } from '../records/robots.ts';
import { forget, rows } from './portal.ts';
import { type Staff, staff } from './staff.ts';

const { tidings: w } = zhCN.desk;
const HERE = '/desk/channels';
beforeEach(forget);

const add = (lead: Staff, address: string, more: Record<string, string | readonly string[]> = {}) =>
  lead.submit(HERE, { address, name: '花园组长们', scope: 'mingdu', ...more });
const newest = async (): Promise<string> => String((await rows('channels', '1 = 1 order by rowid desc'))[0]?.['id']);
const pageOf = async (lead: Staff): Promise<string> => (await lead.get(HERE)).text();

describe('a channel', () => {
  test('is an address that is pasted; its key is sealed and never shown again', async () => {
    const lead = await staff('lead');
    const robot = robotOf('dingtalk');
    const added = await add(lead, robot.address, {
      secret: 'SECofthegroup',
      keyword: '小喇叭',
      kinds: ['sampling', 'supply'],
      urgent: 'yes',
    });
    expect(added.headers.get('location')).toBe(`${HERE}?said=t-added`);
    const [row] = await rows('channels');
    expect(row).toMatchObject({ kind: 'dingtalk', committee: 'mingdu', compound: '', tail: robot.address.slice(-4), urgent: 1 });
    const page = await pageOf(lead);
    expect(page).toContain(w.kind.dingtalk);
    expect(page).toContain(w.takes([w.asked, w.kinds.sampling, w.kinds.supply, w.takesUrgent]));
    const key = new URL(robot.address).searchParams.get('access_token') ?? '';
    for (const text of [page, JSON.stringify(row)]) for (const secret of ['SECofthegroup', key]) expect(text).not.toContain(secret);
    expect((await rows('events', "record_kind = 'channel'")).at(-1)).toMatchObject({ deed: 'made', record_id: await newest() });
  });

  test('goes to hosts of the list only, and a wrong key is not shown back', async () => {
    const lead = await staff('lead');
    for (const address of ['https://example.org/cgi-bin/webhook/send?key=sesame-sesame', 'http://127.0.0.1:1/x', '']) {
      const answer = await add(lead, address, { secret: 'sesame-2' });
      expect(answer.status, address).toBe(422);
      const page = await answer.text();
      expect(page).toContain('花园组长们');
      expect(page).not.toContain('sesame');
    }
    const mail = await add(lead, 'juwei@example.org');
    expect(mail.status).toBe(422);
    expect(await mail.text()).toContain(w.noMail);
    expect(await rows('channels')).toEqual([]);
  });

  test('notes what is live before there is one: nothing of it is sent by itself, and what comes after it is', async () => {
    const lead = await staff('lead');
    await add(lead, robotOf('wecom').address);
    const live = await rows('sightings', "path like 'mingdu/%.md'");
    expect(live.length).toBeGreaterThan(0);
    expect(new Set(live.map(({ seen_at }) => seen_at))).toEqual(new Set([0]));
    await env.DB.prepare("delete from sightings where path like 'mingdu/%.md'").run();
    await add(lead, robotOf('wecom').address);
    // Nobody has looked for a while: that was new when it was noted, and is older than the channel.
    const [channel] = await rows('channels', '1 = 1 order by rowid desc');
    for (const { seen_at } of await rows('sightings', "path like 'mingdu/%.md'"))
      expect(Number(seen_at)).toBeLessThanOrEqual(Number(channel?.['since']));
  });

  test('is tried at once, and what is wrong is said with what to do', async () => {
    const lead = await staff('lead');
    const robot = robotOf('wecom');
    await add(lead, robot.address);
    const id = await newest();
    expect((await lead.submit(`${HERE}/${id}/trial`)).headers.get('location')).toBe(`${HERE}?said=t-sent`);
    expect(await robot.read()).toEqual([w.trial('花园组长们')]);
    await add(lead, robotOf('wecom', 'gone').address);
    const refused = await lead.submit(`${HERE}/${await newest()}/trial`);
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain(w.faults.key);
  });

  test('is sent something once on request; its outcome stands there; ended it forgets its address', async () => {
    const lead = await staff('lead');
    const robot = robotOf('feishu');
    await add(lead, robot.address);
    const id = await newest();
    const [, path = ''] = /name="item" value="([^"]+)"/.exec(await pageOf(lead)) ?? [];
    expect(path).toMatch(/\.md$/);
    await robot.order({ faults: ['ip'] });
    await lead.submit(`${HERE}/${id}/sendings`, { item: path });
    const page = await pageOf(lead);
    expect(page).toContain(w.faults.ip);
    expect(page).toContain(w.code('19022'));
    const [sending] = await rows('sendings');
    expect(await (await lead.get('/desk')).text()).toContain(w.unsent);
    await lead.submit(`${HERE}/${id}/again`, { sending: String(sending?.['id']) });
    expect(await robot.read()).toHaveLength(1);
    expect(await pageOf(lead)).toContain(w.state.sent);
    expect(await (await lead.get('/desk')).text()).not.toContain(w.unsent);
    expect((await lead.submit(`${HERE}/${id}/sendings`, { item: 'mingdu/notices/none.md' })).status).toBe(409);
    await lead.submit(`${HERE}/${id}/end`);
    expect((await rows('channels'))[0]).toMatchObject({ sealed: null });
    expect((await lead.submit(`${HERE}/${id}/trial`)).status).toBe(404);
  });

  test('is the lead’s own business, in his own committee', async () => {
    const lead = await staff('lead');
    await add(lead, robotOf('wecom').address);
    const other = await staff('lead', { committee: 'chenjiaxiang' });
    expect(await pageOf(other)).not.toContain('花园组长们');
    expect((await other.submit(`${HERE}/${await newest()}/end`)).status).toBe(404);
    expect((await add(other, robotOf('wecom').address, { scope: 'mingdu' })).status).toBe(422);
    expect((await (await staff('clerk')).get(HERE)).status).toBe(403);
  });
});
