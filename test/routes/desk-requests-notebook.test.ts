import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { instant, MINUTE } from '../../domain/clock.ts';
import { zhCN } from '../../domain/words/index.ts';
import { brokenAt, eventsOf } from '../../worker/records/events.ts';
import { dbFor } from '../../worker/records/store.ts';
import { forget, get, receiptOf, rows, submit } from './portal.ts';
import { granny, insulin, MEDICINE, RIDE, ride } from './residents.ts';
import { type Staff, staff } from './staff.ts';

const { requests: w } = zhCN.desk;
const STREET = { committee: 'chenjiaxiang' };
beforeEach(forget);

const text = async (answer: Response | Promise<Response>) => (await answer).text();
const set = (values: string) => env.DB.prepare(`update requests set ${values}`).run();
const request = async () => (await rows('requests'))[0] ?? expect.unreachable();
const deeds = async (id: unknown) => (await rows('events', `record_id = '${String(id)}' order by seq`)).map(({ deed }) => deed);
const personOf = async (phone: Staff, name: string, id: string) =>
  new RegExp(`<option value="([^"]+)"[^>]*>${name}`).exec(await text(phone.get(`/desk/requests/${id}`)))?.[1] ?? '';

const asked = async (path = RIDE, fields: Record<string, string> = ride) => {
  const receipt = receiptOf(await submit(path, fields));
  const { id } = await request();
  return { id: String(id), receipt, at: (noun: string) => `/desk/requests/${String(id)}/${noun}` };
};

describe('taking', () => {
  test('makes it mine, once, and the receipt says so', async () => {
    const { id, receipt, at } = await asked();
    const clerk = await staff('clerk', STREET);
    for (let tap = 0; tap < 2; tap++)
      expect((await clerk.submit(at('taking'), { owner: '' })).headers.get('location')).toContain('said=r-taken');
    expect(await request()).toMatchObject({ state: 'taken' });
    expect((await request())['owner']).toBe((await rows('people'))[0]?.['id']);
    expect(await deeds(id)).toEqual(['requested', 'taken']);
    const page = await text(get(receipt));
    expect(page).toContain(zhCN.receipt.deeds.taken);
    expect(page).not.toContain('贺小真');
  });

  test('by two at once: one has it, the other is told', async () => {
    const { id, at } = await asked();
    const [one, other] = [await staff('clerk', STREET, '贺小真'), await staff('clerk', STREET, '许接线')];
    const answers = await Promise.all([one, other].map((phone) => phone.submit(at('taking'), { owner: '' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const refused = answers.find(({ status }) => status === 409) ?? expect.unreachable();
    expect(await refused.text()).toContain(w.refusals.owned);
    expect(await deeds(id)).toEqual(['requested', 'taken']);
  });

  test('over from a colleague is done by who knows that it is his', async () => {
    const { id, at } = await asked();
    const [one, other] = [await staff('clerk', STREET, '贺小真'), await staff('clerk', STREET, '许接线')];
    await one.submit(at('taking'), { owner: '' });
    const owner = String((await request())['owner']);
    expect(await text(other.get(`/desk/requests/${id}`))).toContain(w.takeOver('贺小真'));
    expect((await other.submit(at('taking'), { owner })).status).toBe(303);
    expect((await request())['owner']).not.toBe(owner);
  });
});

describe('handing on', () => {
  test('goes to a colleague who may work it, or back to nobody', async () => {
    const { id, receipt, at } = await asked();
    const [clerk] = [await staff('clerk', STREET), await staff('lead', STREET)];
    const lead = await personOf(clerk, '朱组长', id);
    expect((await clerk.submit(at('handing-on'), { to: lead })).status).toBe(303);
    expect(await request()).toMatchObject({ state: 'taken', owner: lead });
    expect(await text(get(receipt))).toContain(zhCN.receipt.deeds['handed-on']);
    expect((await clerk.submit(at('handing-on'), { to: '' })).headers.get('location')).toContain('r-freed');
    expect(await request()).toMatchObject({ state: 'received', owner: null });
    expect(await text(clerk.get(`/desk/requests/${id}`))).toContain(w.handedTo('朱组长'));
  });

  test.each([
    ['somebody of the medicine team, for a ride', 'medicine', STREET],
    ['somebody of another committee', 'clerk', { committee: 'mingdu' }],
    ['a building head', 'head', { ...STREET, compound: 'yanjie', building: 'hongqiao-125' }],
  ] as const)('does not go to %s', async (_, role, scope) => {
    const { at } = await asked();
    await staff(role, scope);
    const [{ id: stranger } = { id: '' }] = await rows('people');
    const clerk = await staff('clerk', STREET, '许接线');
    const answer = await clerk.submit(at('handing-on'), { to: String(stranger) });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(w.refusals.stranger);
    expect(await request()).toMatchObject({ owner: null });
  });
});

describe('notes and calls', () => {
  const NOTE = '门铃坏了，请敲门';

  test('are written once, sealed, with a name; the events hold nothing of them', async () => {
    const { id, receipt, at } = await asked();
    const clerk = await staff('clerk', STREET);
    const key = crypto.randomUUID();
    for (let tap = 0; tap < 2; tap++) expect((await clerk.submit(at('notes'), { text: NOTE, key })).status).toBe(303);
    await Promise.all([1, 2, 3].map(() => clerk.submit(at('notes'), { text: `${NOTE}。`, key: '0d9d0c4e-3a55-4b6e-9d6c-1f8a5b7c2d11' })));
    expect(await rows('notes')).toHaveLength(2);
    const page = await text(clerk.get(`/desk/requests/${id}`));
    expect(page).toContain(NOTE);
    expect(page).toContain('贺小真 · 记事');
    const kept = JSON.stringify([await rows('notes'), await rows('events', `record_id = '${id}'`)]);
    for (const word of [NOTE, ride.name, ride.phone, '贺小真']) expect(kept).not.toContain(word);
    expect(await text(get(receipt))).not.toContain('敲门');
  });

  test.each([
    ['half', 30 * MINUTE],
    ['two', 120 * MINUTE],
  ])('a missed call is tried again: %s', async (again, after) => {
    const { id, receipt, at } = await asked();
    const clerk = await staff('clerk', STREET);
    const answer = await clerk.submit(at('calls'), { result: 'missed', again, key: crypto.randomUUID() });
    expect(answer.headers.get('location')).toContain('r-called');
    const { follow_at: followAt, changed_at: changedAt } = await request();
    expect(Number(followAt) - Number(changedAt)).toBe(after);
    expect(await rows('notes')).toMatchObject([{ kind: 'call', result: 'missed', sealed: null }]);
    expect(await rows('events', `record_id = '${id}' and deed = 'called'`)).toMatchObject([{ detail: '{"result":"missed","again":true}' }]);
    expect(await text(get(receipt))).toContain(zhCN.receipt.deeds.called);
  });

  test('tomorrow at nine, at a moment, or not at all', async () => {
    const { at } = await asked();
    const clerk = await staff('clerk', STREET);
    await clerk.submit(at('calls'), { result: 'missed', again: 'morning' });
    expect(await request()).toMatchObject({ follow_at: instant('2022-04-17', '09:00') });
    await clerk.submit(at('calls'), { result: 'reached', again: 'at', day: '2022-04-19', time: '8点半' });
    expect(await request()).toMatchObject({ follow_at: instant('2022-04-19', '08:30') });
    await clerk.submit(at('calls'), { result: 'reached', again: 'no' });
    expect(await request()).toMatchObject({ follow_at: null });
  });

  test.each([
    ['notes', { text: '  ' }, zhCN.errors.required(w.noteText)],
    ['notes', { text: '长'.repeat(501) }, zhCN.errors.tooLong(w.noteText, 500)],
    ['calls', { again: 'half', text: '写了一半的话' }, zhCN.errors.choose(w.callResult)],
    ['calls', { result: 'missed', again: 'at' }, zhCN.errors.required(w.againTime)],
    ['calls', { result: 'missed', again: 'at', day: '2022-04-01', time: '09:00' }, w.againPast],
    ['ending', { text: '写了一半的话' }, zhCN.errors.choose(w.outcomeLabel)],
    ['ending', { outcome: 'joined' }, zhCN.errors.choose(w.outcomeLabel)],
  ])('%s with %o are refused with a sentence, and what was typed stays', async (noun, fields, sentence) => {
    const { at } = await asked();
    const clerk = await staff('clerk', STREET);
    const answer = await clerk.submit(at(noun), fields);
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(sentence);
    if ('text' in fields) expect(page).toContain(fields.text.trim());
    expect(await rows('notes')).toHaveLength(0);
  });
});

test('a failed visit goes back into the pool, a waiting one waits with its owner', async () => {
  const { id, receipt, at } = await asked();
  const clerk = await staff('clerk', STREET);
  await clerk.submit(at('waiting'), { text: '等医院回电话' });
  expect(await request()).toMatchObject({ state: 'waiting' });
  expect((await request())['owner']).not.toBeNull();
  expect(await text(get(receipt))).toContain(zhCN.status.requestNext.waiting);
  await clerk.submit(at('taking'), { owner: '' });
  expect(await request()).toMatchObject({ state: 'taken' });
  await clerk.submit(at('visits'), { text: '敲了两次门' });
  expect(await request()).toMatchObject({ state: 'received', owner: null });
  expect(await deeds(id)).toEqual(['requested', 'waited', 'taken', 'visit-failed']);
  expect(await text(get(receipt))).toContain(zhCN.receipt.deeds['visit-failed']);
});

describe('ending', () => {
  test.each([
    ['answered', 'done'],
    ['unreachable', 'unmet'],
    ['withdrawn', 'cancelled'],
  ] as const)('with %s ends it as %s, and the receipt says how', async (outcome, state) => {
    const { id, receipt, at } = await asked(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    for (let tap = 0; tap < 2; tap++) expect((await clerk.submit(at('ending'), { outcome })).status).toBe(303);
    const row = await request();
    expect(row).toMatchObject({ state, outcome });
    expect(Number(row['purge_at']) - Number(row['ended_at'])).toBe(30 * 24 * 60 * MINUTE);
    expect(await rows('items')).toMatchObject(Array(2).fill({ state: state === 'cancelled' ? 'cancelled' : 'open' }));
    expect(await deeds(id)).toEqual(['requested', 'ended']);
    const page = await text(get(receipt));
    expect(page).toContain(zhCN.receipt.outcomes[outcome]);
    expect(page).not.toContain(zhCN.receipt.urgent);
    expect(page).not.toContain('请现在就打这个电话');
    const answer = await clerk.submit(at('calls'), { result: 'missed' });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain(w.refusals.ended);
  });

  test('is refused while a card or a bag is out', async () => {
    const { id, at } = await asked(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    const chain = `/desk/medicine/requests/${id}`;
    expect((await clerk.submit(`${chain}/card`)).status).toBe(303);
    const card = await clerk.submit(at('ending'), { outcome: 'delivered' });
    expect(card.status).toBe(409);
    expect(await card.text()).toContain(w.refusals.card);
    expect((await clerk.submit(`${chain}/card/return`)).status).toBe(303);
    const [item] = await rows('items', `request_id = '${id}' order by seq`);
    expect((await clerk.submit(`${chain}/findings`, { item: String(item?.['id']), outcome: 'bought' })).status).toBe(303);
    expect(await text(clerk.submit(at('ending'), { outcome: 'delivered' }))).toContain(w.refusals.bag);
    expect(await request()).toMatchObject({ ended_at: null, outcome: null });
  });

  test('with delivered is refused while a drug is not in hand', async () => {
    const { at } = await asked(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    const early = await clerk.submit(at('ending'), { outcome: 'delivered' });
    expect(early.status).toBe(409);
    expect(await early.text()).toContain(w.refusals.drugs);
    expect((await clerk.submit(at('ending'), { outcome: 'unavailable' })).status).toBe(303);
  });

  test('can be undone: reopened it is whose tap it was, with the drugs that were withdrawn', async () => {
    const { id, receipt, at } = await asked(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    expect((await clerk.submit(at('reopening'))).status).toBe(409);
    await clerk.submit(at('ending'), { outcome: 'withdrawn', text: '家里还有' });
    for (let tap = 0; tap < 2; tap++) expect((await clerk.submit(at('reopening'))).status).toBe(303);
    expect(await request()).toMatchObject({ state: 'taken', outcome: null, ended_at: null, purge_at: null });
    expect(await rows('items')).toMatchObject([{ state: 'open' }, { state: 'open' }]);
    expect(await deeds(id)).toEqual(['requested', 'ended', 'reopened']);
    const page = await text(get(receipt));
    expect(page).toContain(zhCN.receipt.deeds.reopened);
    expect(page).not.toMatch(new RegExp(`<li>[^<]*${zhCN.receipt.deeds.ended}(<|$)`, 'm'));
    expect(await brokenAt(await eventsOf(dbFor(env, ''), { recordKind: 'request', recordId: id }))).toBeUndefined();
  });

  test('can’t be undone once it was erased or is past its time', async () => {
    const { at } = await asked();
    const clerk = await staff('clerk', STREET);
    await clerk.submit(at('ending'), { outcome: 'helped' });
    await set('purge_at = 1');
    expect(await text(clerk.submit(at('reopening')))).toContain(w.refusals.kept);
    await set('erased_at = 1');
    expect(await text(clerk.submit(at('reopening')))).toContain(w.refusals.erased);
  });
});

describe.each([
  'taking',
  'handing-on',
  'notes',
  'calls',
  'visits',
  'waiting',
  'ending',
  'reopening',
  'correction',
  'passing-on',
  'repetition',
  'joining',
])('%s', (noun) => {
  test('is for those whose request it is', async () => {
    const { id, at } = await asked();
    const fields = { owner: '', to: '', text: 'x', result: 'missed', outcome: 'helped', place: 'mingdu/xibu-xincun', into: id };
    const before = JSON.stringify(await request());
    for (const [role, scope, status] of [
      ['clerk', { committee: 'mingdu' }, 404],
      ['clerk', { ...STREET, compound: 'chenjiaxiang-xiaoqu' }, 404],
      ['medicine', STREET, 404],
      ['gate', STREET, 403],
      ['head', { ...STREET, compound: 'yanjie', building: granny.building }, 403],
    ] as const) {
      expect((await (await staff(role, scope)).submit(at(noun), fields)).status, role).toBe(status);
    }
    expect(JSON.stringify(await request())).toBe(before);
  });
});
