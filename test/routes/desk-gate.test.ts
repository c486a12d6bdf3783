import { beforeEach, describe, expect, test } from 'vitest';
import { tagOf } from '../../domain/tag.ts';
import { zhCN } from '../../domain/words/index.ts';
import { eventsOf, LIST, signedUp, stateOf, YANJIE } from './desk-oil.ts';
import { forget, receiptOf, rows, submit } from './portal.ts';
import { baker, granny, insulin, MEDICINE } from './residents.ts';
import { staff } from './staff.ts';

const { signups: words } = zhCN.desk;
beforeEach(forget);

const HERE = { committee: 'chenjiaxiang' };

describe('at the gate', () => {
  test('a code shows what for, when and the building: no name, no phone, no room', async () => {
    const { id, receipt } = await signedUp({ ...granny, room: '底楼后间' });
    const code = receipt.split('/').at(-1) ?? '';
    const gate = await staff('gate', HERE);
    for (const typed of [
      code,
      code
        .toLowerCase()
        .replace(/(.{4})/g, '$1-')
        .slice(0, 14),
      `https://portal.example${receipt}`,
      tagOf(id),
    ]) {
      const found = await gate.get(`/desk/gate?code=${encodeURIComponent(typed)}`);
      expect(found.headers.get('location'), typed).toBe(`/desk/gate/${id}`);
    }
    const page = await (await gate.get(`/desk/gate/${id}`)).text();
    expect(page).toContain('番禺路301号');
    expect(page).toContain(words.gateWrongTime);
    for (const word of ['陈阿婆', '301号 陈', '13800138001', '8001', '底楼']) expect(page).not.toContain(word);
  });

  test('it is ticked once, taken back by whoever mistook it, and nothing else is decided there', async () => {
    const { id } = await signedUp(granny);
    const gate = await staff('gate', HERE);
    const tick = (was: string, state: string) => gate.submit(`/desk/gate/${id}/tick`, { was, state });
    expect((await tick('booked', 'collected')).headers.get('location')).toBe(`/desk/gate/${id}?said=u-ticked`);
    expect(await (await gate.get(`/desk/gate/${id}`)).text()).toContain(words.gateNot.done);
    expect(await (await gate.get(`/desk/gate/${id}?said=u-ticked`)).text()).not.toContain(words.gateNot.done);
    // A colleague with the same address is told.
    expect(await (await (await staff('gate', HERE)).get(`/desk/gate/${id}?said=u-ticked`)).text()).toContain(words.gateNot.done);
    expect((await tick('booked', 'absent')).status).toBe(400);
    expect((await tick('collected', 'booked')).status).toBe(303);
    expect(await stateOf(id)).toBe('booked');
    expect((await eventsOf(id)).map(({ deed }) => deed)).toEqual(['signed-up', 'ticked', 'ticked']);
  });

  test('nothing else is seen: no list, no request, nobody of another committee', async () => {
    const { id } = await signedUp(granny);
    const gate = await staff('gate', HERE);
    for (const path of ['/desk/signups', LIST, `/desk/signups/${id}`, '/desk/exports'])
      expect((await gate.get(path)).status, path).toBe(403);
    const request = receiptOf(await submit(MEDICINE, insulin))
      .split('/')
      .at(-1);
    for (const code of [request, 'AAAABBBBCCCC', 'AAAAAAA', '%', '']) {
      const none = await gate.get(`/desk/gate?code=${encodeURIComponent(code ?? '')}`);
      expect(none.status).toBe(404);
    }
    const told = await (await gate.get(`/desk/gate?code=${request}`)).text();
    expect(told).toContain(words.gateRequest);
    expect(told).not.toContain(insulin.name);
    const stranger = await staff('gate', { committee: 'mingdu' });
    expect((await stranger.get(`/desk/gate?code=${tagOf(id)}`)).status).toBe(404);
    expect(await (await stranger.get(`/desk/gate?code=${request}`)).text()).toContain(words.gateNone);
    expect((await stranger.get(`/desk/gate/${id}`)).status).toBe(404);
    expect((await (await staff('medicine', HERE)).get(`/desk/gate/${id}`)).status).toBe(403);
    const head = await staff('head', { ...YANJIE, building: 'hongqiao-121' });
    expect((await head.get(`/desk/gate/${id}`)).status).toBe(404);
    expect((await head.get(`/desk/gate/${(await signedUp(baker)).id}`)).status).toBe(200);
  });
});

describe('turnout', () => {
  const ROUND = '/desk/turnout/chenjiaxiang/yanjie/0416';

  test('is counted by batch and building: numbers, no names; who is missing stands on a list', async () => {
    const clerk = await staff('clerk', HERE);
    expect(await (await clerk.get('/desk/signups')).text()).toContain(ROUND);
    const form = await (await clerk.get(`${ROUND}?batch=hq-dan`)).text();
    expect(form).toContain('虹桥路121号');
    expect(form).toMatch(/name="expected-0"[^>]*value="6"/);
    const fields = { 'expected-0': '12', 'came-0': '10', 'expected-1': '８', 'came-1': '8', 'expected-2': '16', 'came-2': '' };
    const saved = await clerk.submit(`${ROUND}?batch=hq-dan`, fields);
    expect(saved.headers.get('location')).toBe(`${ROUND}?said=u-counted`);
    await clerk.submit(`${ROUND}?batch=laoren`, { 'expected-0': '20', 'came-0': '21' });
    expect(await rows('turnouts', '1 = 1 order by batch, building')).toMatchObject([
      { batch: 'hq-dan', building: 'hongqiao-121', expected: 12, came: 10 },
      { batch: 'hq-dan', building: 'hongqiao-123', expected: 8, came: 8 },
      { batch: 'laoren', building: '', expected: 20, came: 21 },
    ]);
    const page = await (await clerk.get(ROUND)).text();
    expect(page).toContain(words.percent(18, 20));
    expect(page).toContain(words.percent(39, 40));
    const paper = await (await clerk.get(`${ROUND}/missing`)).text();
    expect(paper).toContain('虹桥路121号');
    expect(paper).not.toContain('虹桥路123号');
    const events = await rows('events', "record_id = 'chenjiaxiang/yanjie/turnout/0416' order by rowid");
    expect(events.map(({ deed }) => deed)).toEqual(['counted', 'counted', 'printed']);
    expect(JSON.parse(String(events[0]?.['detail']))).toEqual({ batch: 'hq-dan', buildings: 2, expected: 20, came: 18 });
    await clerk.submit(`${ROUND}?batch=hq-dan`, { ...fields, 'came-0': '' });
    expect(await rows('turnouts', "batch = 'hq-dan'")).toHaveLength(1);
  });

  test('wants numbers, and is the committee’s own', async () => {
    const clerk = await staff('clerk', HERE);
    const wrong = await clerk.submit(`${ROUND}?batch=laoren`, { 'expected-0': '', 'came-0': '很多' });
    expect(wrong.status).toBe(422);
    expect(await wrong.text()).toContain(words.countRange(words.came));
    expect((await clerk.get('/desk/turnout/chenjiaxiang/yanjie/0999')).status).toBe(404);
    expect((await (await staff('clerk', { committee: 'mingdu' })).get(ROUND)).status).toBe(404);
    expect((await (await staff('head', HERE)).get(ROUND)).status).toBe(403);
    expect(await rows('turnouts')).toHaveLength(0);
  });

  test('two batches counted at the same moment are both counted', async () => {
    const clerks = await Promise.all(Array.from({ length: 6 }, () => staff('clerk', HERE)));
    const batches = ['zao', 'laoren', 'bu', 'zao', 'laoren', 'bu'];
    const answers = await Promise.all(
      clerks.map((clerk, at) => clerk.submit(`${ROUND}?batch=${batches[at]}`, { 'expected-0': '9', 'came-0': '9' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(303));
    expect(await rows('turnouts')).toHaveLength(3);
  });
});

test('a route sheet leads from door to door, with what was answered; drugs have a run sheet of their own', async () => {
  const home = {
    for: 'self',
    health: 'yes',
    'q-reason': '卧床',
    'q-people': '2',
    'q-code': '手机上有',
    'q-when': '上午',
    'q-door': '多敲几下',
  };
  const path = '/requests/chenjiaxiang/yanjie/home-sampling';
  for (const who of [granny, baker]) expect((await submit(path, { ...who, ...home })).status).toBe(303);
  const clerk = await staff('clerk', HERE);
  const sheet = await (await clerk.get('/desk/routes/chenjiaxiang/yanjie/home-sampling')).text();
  expect(sheet.indexOf('虹桥路121号 沈家')).toBeLessThan(sheet.indexOf('番禺路301号 陈家'));
  for (const word of ['138 0013 8001', '卧床', '多敲几下', words.nobodyHome]) expect(sheet).toContain(word);
  const [event] = await rows('events', "record_id = 'chenjiaxiang/yanjie/routes/home-sampling' order by rowid desc");
  expect(event).toMatchObject({ deed: 'printed', detail: '{"lines":2}' });
  expect((await clerk.get('/desk/routes/chenjiaxiang/yanjie/medicine')).status).toBe(404);
  const medicine = await staff('medicine', HERE);
  expect(await (await medicine.get('/desk/routes/chenjiaxiang/yanjie/home-sampling')).text()).not.toContain('陈阿婆');
  expect((await (await staff('head', HERE)).get('/desk/routes/chenjiaxiang/yanjie/home-sampling')).status).toBe(403);
  expect((await (await staff('clerk', { committee: 'mingdu' })).get('/desk/routes/chenjiaxiang/yanjie/home-sampling')).status).toBe(404);
});
