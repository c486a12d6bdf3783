import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { eventsOf, family, LIST, set, signedUp, stateOf, YANJIE } from './desk-oil.ts';
import { forget, get, rows, submit } from './portal.ts';
import { baker, granny, neighbour, OIL, teacher } from './residents.ts';
import { type Staff, staff } from './staff.ts';

const { signups: words } = zhCN.desk;
beforeEach(forget);

const HERE = { committee: 'chenjiaxiang' };

describe('a paper’s ticks', () => {
  const line = (id: string, was = 'booked') => `line-${id}-${was}`;

  test('are typed in at once: no line is preset, and what was chosen is stored', async () => {
    const [one, other, third] = [await signedUp(granny), await signedUp(neighbour), await signedUp(baker)];
    const clerk = await staff('clerk', HERE);
    const page = await (await clerk.get(`${LIST}/ticking?building=panyu-301`)).text();
    expect(page).toContain(`name="${line(one.id)}"`);
    expect(page).toContain('<option value="booked" selected');
    expect(page).not.toContain('<option value="collected" selected');
    expect(page).not.toContain(third.id);
    const answer = await clerk.submit(`${LIST}/ticking?building=panyu-301`, {
      [line(one.id)]: 'collected',
      [line(other.id)]: 'booked',
      [line(third.id)]: 'refused',
    });
    expect(answer.headers.get('location')).toBe(`${LIST}/ticking?building=panyu-301&said=u-ticked`);
    expect(await Promise.all([one, other, third].map(({ id }) => stateOf(id)))).toEqual(['collected', 'booked', 'refused']);
    expect(await eventsOf(one.id)).toMatchObject([{}, { deed: 'ticked', state: 'collected' }]);
    expect(await eventsOf(other.id)).toHaveLength(1);
    expect(await rows('slots')).toMatchObject([{ taken: 2 }]);
  });

  test('are typed in by the few that did not come; who was not touched is ticked off by the second button', async () => {
    const [one, other, third] = [await signedUp(granny), await signedUp(neighbour), await signedUp(baker)];
    const clerk = await staff('clerk', HERE);
    await clerk.submit(`/desk/signups/${third.id}/tick`, { was: 'booked', state: 'absent' });
    const answer = await clerk.submit(`${LIST}/ticking`, {
      [line(one.id)]: 'booked',
      [line(other.id)]: 'refused',
      [line(third.id)]: 'booked',
      rest: 'collected',
    });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(words.tickingLeft(2, ['虹桥路121号 沈家']));
    expect(await Promise.all([one, other, third].map(({ id }) => stateOf(id)))).toEqual(['collected', 'refused', 'absent']);
  });

  test('leave a line that somebody else changed meanwhile, and say which one', async () => {
    const [one, other] = [await signedUp(granny), await signedUp(neighbour)];
    const clerk = await staff('clerk', HERE);
    await clerk.submit(`/desk/signups/${other.id}/tick`, { was: 'booked', state: 'absent' });
    const answer = await clerk.submit(`${LIST}/ticking`, { [line(one.id)]: 'proxied', [line(other.id)]: 'collected' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(words.tickingLeft(1, ['番禺路301号 顾家']));
    expect([await stateOf(one.id), await stateOf(other.id)]).toEqual(['proxied', 'absent']);
  });

  test('typed in by five at the same moment are stored once', async () => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async (_, number) => (await submit(OIL, { ...family(number), slot: 's1' })).status),
    );
    expect(ids).toEqual(Array(20).fill(303));
    const lines = Object.fromEntries((await rows('signups')).map(({ id }) => [line(String(id)), 'collected']));
    const clerks = await Promise.all(Array.from({ length: 5 }, () => staff('clerk', HERE)));
    for (const answer of await Promise.all(clerks.map((clerk) => clerk.submit(`${LIST}/ticking`, lines)))) expect(answer.status).toBe(303);
    expect(await rows('events', "deed = 'ticked' and record_id in (select id from signups)")).toHaveLength(20);
    expect(await rows('signups', "state = 'collected'")).toHaveLength(20);
  });

  test('reach no line of another committee, and none of another list', async () => {
    const { id } = await signedUp(granny);
    const stranger = await staff('clerk', { committee: 'mingdu' });
    expect((await stranger.submit(`${LIST}/ticking`, { [line(id)]: 'absent' })).status).toBe(404);
    const own = await staff('clerk', HERE);
    await own.submit('/desk/signups/of/chenjiaxiang/yanjie/post/yindao/ticking', { [line(id)]: 'absent' });
    const head = await staff('head', { ...YANJIE, building: 'hongqiao-121' });
    await head.submit(`${LIST}/ticking`, { [line(id)]: 'absent' });
    expect(await stateOf(id)).toBe('booked');
  });
});

test('a tick sheet has a page for each slot and building, boxes, the last four digits, room for walk-ins; printing is an event', async () => {
  await signedUp(granny);
  await signedUp(baker);
  const lead = await staff('lead', HERE);
  const page = await (await lead.get(`${LIST}/sheet`)).text();
  expect(page.match(/class="sheet"/g)).toHaveLength(2);
  expect(page).toContain('8001');
  expect(page).not.toContain('13800138001');
  expect(page.match(/class="box"/g)).toHaveLength(4 * (2 + 8));
  expect(page).toContain(words.walkIn);
  const [event] = await rows('events', "record_kind = 'list' and deed = 'printed' order by at desc, seq desc limit 1");
  expect(event).toMatchObject({ record_id: 'chenjiaxiang/yanjie/signups/supply/oil-0417', actor: 'staff' });
  expect(JSON.parse(String(event?.['detail']))).toEqual({ lines: 2 });
});

describe('signing up somebody who called', () => {
  const enter = (person: Staff, who: Record<string, string>, more: Record<string, string> = {}) =>
    person.submit(`${LIST}/entry`, { ...who, slot: 's3', source: 'phone', ...more });

  test('leads to the slip; the row says who entered it, and by what it came', async () => {
    const clerk = await staff('clerk', HERE);
    expect(await (await clerk.get(`${LIST}/entry`)).text()).toContain(words.sources.paper);
    const answer = await enter(clerk, granny);
    const [row] = await rows('signups');
    expect(answer.headers.get('location')).toBe(`/desk/signups/${row?.['id']}/slip`);
    const [person] = await rows('people');
    expect(row).toMatchObject({ actor: 'staff', source: 'phone', entered_by: person?.['id'] });
    expect(await (await clerk.get(`/desk/signups/${row?.['id']}`)).text()).toContain(words.entered('贺小真', '电话'));
  });

  test('wants the same as residents are asked for, and where it came from', async () => {
    const clerk = await staff('clerk', HERE);
    const wrong = await enter(clerk, { ...granny, phone: '1380013' }, { source: 'web' });
    expect(wrong.status).toBe(422);
    const page = await wrong.text();
    expect(page).toContain(zhCN.errors.phone);
    expect(page).toContain(zhCN.errors.choose(words.source));
    expect(page).toContain('陈阿婆');
    expect(await rows('signups')).toHaveLength(0);
  });

  test('a household that has its turn is named; a clerk may overrule that, and it is said', async () => {
    await signedUp(granny);
    const clerk = await staff('clerk', HERE);
    const again = await enter(clerk, granny, { slot: 's2' });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain(words.overruleAlready);
    expect((await enter(clerk, granny, { slot: 's2', overrule: 'yes' })).status).toBe(303);
    const [row] = await rows('signups', "slot_id = 's2'");
    const [event] = await eventsOf(String(row?.['id']));
    expect(JSON.parse(String(event?.['detail']))).toEqual({ slot: 'supply/oil-0417/s2', overruled: true });
    expect(await rows('adjustments')).toHaveLength(0);
  });

  test('a full slot that is overruled has one place more, by an adjustment with its event', async () => {
    await signedUp(granny, 's3');
    await signedUp(neighbour, 's3');
    const clerk = await staff('clerk', HERE);
    const full = await enter(clerk, baker);
    expect(await full.text()).toContain(words.overruleFull);
    const answers = await Promise.all([baker, teacher].map((who) => enter(clerk, who, { overrule: 'yes' })));
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await rows('adjustments')).toMatchObject([{ slot_key: 'supply/oil-0417/s3', places: 2, closed: 0 }]);
    expect(await rows('slots')).toMatchObject([{ taken: 4 }]);
    const events = await eventsOf('chenjiaxiang/yanjie/supply/oil-0417/s3');
    expect(events.slice(-2)).toMatchObject([{ deed: 'adjusted', record_kind: 'slot' }, { deed: 'adjusted' }]);
  });

  test('a building head can’t overrule, and enters his own doors only', async () => {
    await signedUp(granny);
    const head = await staff('head', { ...YANJIE, building: 'panyu-301' });
    const again = await enter(head, granny, { overrule: 'yes' });
    expect(again.status).toBe(409);
    expect(await again.text()).toContain(words.askSlots);
    expect((await enter(head, baker)).status).toBe(422);
    expect((await enter(head, neighbour)).status).toBe(303);
    expect(await rows('signups')).toHaveLength(2);
    expect(await rows('signups', "actor = 'head'")).toHaveLength(1);
  });

  test('twice the same is one sign-up', async () => {
    const clerk = await staff('clerk', HERE);
    const answers = await Promise.all([enter(clerk, granny), enter(clerk, granny)]);
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect(await rows('signups')).toHaveLength(1);
  });
});

test('a slot that has been closed says so to residents, wherever they look', async () => {
  const clerk = await staff('clerk', HERE);
  await clerk.submit('/desk/slots/chenjiaxiang/yanjie/supply/oil-0417/s1/adjustment', {
    closed: 'yes',
    places: '30',
    was: '0:0',
    note: '',
  });
  const { slots }: { slots: Record<string, unknown> } = await (await get('/api/slots/chenjiaxiang/yanjie')).json();
  expect(slots['supply/oil-0417/s1']).toEqual({ capacity: 30, left: 0, closed: true });
  const refused = await submit(OIL, { ...granny, slot: 's1' });
  expect(refused.status).toBe(409);
  const page = await refused.text();
  expect(page).toContain(`· ${zhCN.reading.closed}`);
  expect(page).not.toContain(`· ${zhCN.reading.full}`);
  const over = await clerk.submit(`${LIST}/entry`, { ...granny, slot: 's1', source: 'paper' });
  expect(await over.text()).toContain(words.overruleClosed);
  await set('adjustments', 'closed = 0');
  expect((await submit(OIL, { ...granny, slot: 's1' })).status).toBe(303);
});
