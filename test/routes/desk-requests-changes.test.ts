import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { forget, get, receiptOf, rows, submit } from './portal.ts';
import { granny, insulin, MEDICINE, neighbour, RIDE, ride } from './residents.ts';
import { staff } from './staff.ts';

const { requests: w } = zhCN.desk;
const STREET = { committee: 'chenjiaxiang' };
beforeEach(forget);

const text = async (answer: Response | Promise<Response>) => (await answer).text();
const asked = async (path: string, fields: Record<string, string>) => {
  const known = (await rows('requests')).map(({ id }) => id);
  const receipt = receiptOf(await submit(path, fields));
  const { id } = (await rows('requests')).find((row) => !known.includes(row['id'])) ?? expect.unreachable();
  return { id: String(id), receipt, at: (noun: string) => `/desk/requests/${String(id)}/${noun}` };
};
const rowOf = async (id: string) => (await rows('requests', `id = '${id}'`))[0] ?? expect.unreachable();
const quiet = async (...words: string[]) => {
  const events = JSON.stringify(await rows('events'));
  for (const word of words) expect(events).not.toContain(word);
};

describe('passing on', () => {
  const moved = async () => {
    const one = await asked(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    await clerk.submit(one.at('notes'), { text: '说是住在合木村' });
    expect(await text(clerk.get(one.at('passing-on?committee=mingdu')))).toContain('value="mingdu/xibu-mingdu-huayuan"');
    const answer = await clerk.submit(one.at('passing-on'), { place: 'mingdu/xibu-mingdu-huayuan' });
    expect(answer.headers.get('location')).toBe('/desk/requests?said=r-passed');
    return { ...one, clerk };
  };

  test('gives it to the other committee, whole, and takes it from the old one', async () => {
    const { id, at, clerk } = await moved();
    expect((await clerk.get(`/desk/requests/${id}`)).status).toBe(404);
    expect((await clerk.submit(at('taking'))).status).toBe(404);
    const there = await staff('clerk', { committee: 'mingdu' }, '钟接线');
    const page = await text(there.get(`/desk/requests/${id}`));
    for (const word of [granny.name, `tel:${granny.phone}`, '门冬胰岛素', '说是住在合木村', w.noDoor]) expect(page).toContain(word);
    expect(page).toContain(w.from('陈家巷居委会 沿街房屋 番禺路301号 陈家'));
    expect((await there.submit(at('taking'), { owner: '' })).status).toBe(303);
    expect(await rowOf(id)).toMatchObject({
      committee: 'mingdu',
      compound: 'xibu-mingdu-huayuan',
      building: null,
      door: null,
      state: 'taken',
    });
    for (const table of ['items', 'notes'])
      expect(await rows(table)).toMatchObject([{ committee: 'mingdu' }, ...(table === 'items' ? [{ committee: 'mingdu' }] : [])]);
    const found = await text(there.get(`/desk/find?q=${granny.phone.slice(-4)}`));
    expect(found).toContain(granny.name);
    await quiet(granny.name, granny.phone, '胰岛素', '番禺路');
  });

  test('leaves the printed receipt as it is: the old address opens, says where it went, and is proven as before', async () => {
    const { receipt } = await moved();
    const page = await text(get(receipt));
    expect(page).toContain(zhCN.receipt.passedTo('名都居委会 西部名都花园'));
    expect(page).toContain(`action="${receipt}/data"`);
    const data = await submit(`${receipt}/data`, { four: '8001' });
    expect(data.status).toBe(200);
    expect(await data.text()).toContain(granny.name);
    const cancelled = await submit(`${receipt}/cancellation`, { four: '8001' });
    expect(cancelled.headers.get('location')).toBe(`${receipt}?done=cancellation`);
  });

  test('keeps the building where the other place has one of that name, and can be put right there', async () => {
    const { id, at } = await moved();
    const there = await staff('clerk', { committee: 'mingdu' });
    expect(await text(there.get(at('correction')))).toContain(granny.name);
    const { family: _, ...rest } = insulin;
    expect((await there.submit(at('correction'), { ...rest, building: '3', unit: '1', room: '301' })).status).toBe(303);
    await there.submit(at('passing-on'), { place: 'mingdu/xibu-xincun' });
    const { building, door } = await rowOf(id);
    expect(building === null).toBe(door === null);
  });

  test('asks for one committee at a time, the own one first, and never for where it is', async () => {
    const { at } = await asked(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    const places = (page: string) => [...page.matchAll(/name="place" value="([^"]+)"/g)].map(([, place]) => place);
    const page = await text(clerk.get(at('passing-on')));
    expect(places(page)).toEqual(['chenjiaxiang/chenjiaxiang-xiaoqu']);
    const [, link] = /<a href="([^"]+)">名都居委会/.exec(page) ?? [];
    expect(places(await text(clerk.get(link ?? '')))).toEqual(['mingdu/xibu-mingdu-huayuan', 'mingdu/xibu-xincun']);
    const refused = await clerk.submit(link ?? '', {});
    expect(refused.status).toBe(422);
    expect(places(await refused.text())).toEqual(['mingdu/xibu-mingdu-huayuan', 'mingdu/xibu-xincun']);
  });

  test.each([
    ['nowhere', 422, zhCN.errors.choose(w.passTo)],
    ['chenjiaxiang/yanjie', 409, w.refusals.there],
  ])('to %s is refused', async (place, status, sentence) => {
    const { at } = await asked(RIDE, ride);
    const answer = await (await staff('clerk', STREET)).submit(at('passing-on'), { place });
    expect(answer.status).toBe(status);
    expect(await answer.text()).toContain(sentence);
  });
});

describe('joining', () => {
  const two = async () => {
    const first = await asked(MEDICINE, { ...insulin, 'drugs.0.days': '9' });
    const { 'drugs.0.strength': _, ...rest } = insulin;
    const second = await asked(MEDICINE, { ...rest, phone: neighbour.phone, 'drugs.0.name': '阿司匹林', 'drugs.0.days': '1' });
    return { first, second, clerk: await staff('clerk', STREET) };
  };

  test('shows what is likely the same, by door and drug', async () => {
    const { first, clerk } = await two();
    const page = await text(clerk.get(`/desk/requests/${first.id}`));
    expect(page).toContain(`>${w.sameDrug}，${w.sameDoor}<`);
  });

  test('makes one of two: both receipts open it, and no drug is there twice', async () => {
    const { first, second, clerk } = await two();
    for (let tap = 0; tap < 2; tap++) {
      const joined = await clerk.submit(second.at('joining'), { into: first.id });
      expect(joined.headers.get('location')).toBe(`/desk/requests/${first.id}?said=r-joined`);
    }
    expect(await rowOf(second.id)).toMatchObject({ state: 'cancelled', outcome: 'joined', joined_to: first.id });
    expect(await rowOf(first.id)).toMatchObject({ state: 'received', urgent: 1, days_left: 1 });
    expect(await rows('items', `request_id = '${first.id}' order by seq`)).toMatchObject([
      { seq: 0 },
      { seq: 1 },
      { seq: 2, days: 1, state: 'open' },
    ]);
    expect(await rows('items', `request_id = '${second.id}'`)).toMatchObject([{ state: 'cancelled' }]);
    const page = await text(clerk.get(`/desk/requests/${first.id}`));
    for (const drug of ['门冬胰岛素', '氨氯地平', '阿司匹林']) expect(page.split(drug)).toHaveLength(2);
    await clerk.submit(first.at('taking'), { owner: '' });
    for (const receipt of [first.receipt, second.receipt]) expect(await text(get(receipt))).toContain(zhCN.status.requestNext.taken);
    expect((await submit(`${first.receipt}/data`, { four: '8001' })).status).toBe(200);
    expect((await submit(`${second.receipt}/data`, { four: '8002' })).status).toBe(409);
    expect((await submit(`${second.receipt}/data`, { four: '8001' })).status).toBe(403);
    expect(await text(clerk.get(`/desk/requests/${second.id}`))).toContain(w.joinedTo);
    await quiet('阿司匹林', granny.name, neighbour.phone);
  });

  test('both ways at once ends one of them only', async () => {
    const { first, second, clerk } = await two();
    const answers = await Promise.all([
      clerk.submit(second.at('joining'), { into: first.id }),
      clerk.submit(first.at('joining'), { into: second.id }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await rows('requests', 'ended_at is null')).toHaveLength(1);
  });

  test('needs both to be open, two, and within reach', async () => {
    const { first, second, clerk } = await two();
    expect(await text(clerk.submit(first.at('joining'), { into: first.id }))).toContain(w.refusals.itself);
    expect((await clerk.submit(first.at('joining'), { into: crypto.randomUUID() })).status).toBe(404);
    await clerk.submit(second.at('ending'), { outcome: 'answered' });
    expect(await text(clerk.submit(second.at('joining'), { into: first.id }))).toContain(w.refusals.ended);
    expect(await text(clerk.submit(second.at('reopening')))).not.toContain(w.refusals.joined);
    await clerk.submit(second.at('joining'), { into: first.id });
    expect(await text(clerk.submit(second.at('reopening')))).toContain(w.refusals.joined);
  });
});

describe('repeating', () => {
  test('a finished request is one tap: the same input, a new receipt, a new due date', async () => {
    const { id, receipt, at } = await asked(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    expect((await clerk.submit(at('repetition'))).status).toBe(409);
    await clerk.submit(at('ending'), { outcome: 'answered' });
    const key = crypto.randomUUID();
    const answers = await Promise.all([1, 2].map(() => clerk.submit(at('repetition'), { key, days: '12' })));
    const [to] = answers.map((answer) => answer.headers.get('location'));
    expect(answers[1]?.headers.get('location')).toBe(to);
    expect(await rows('requests')).toHaveLength(2);
    const fresh = (await rows('requests', `repeats = '${id}'`))[0] ?? expect.unreachable();
    expect(fresh).toMatchObject({ state: 'received', urgent: 0, days_left: 12, source: 'phone', actor: 'staff' });
    expect(to).toBe(`/desk/requests/${String(fresh['id'])}?said=r-repeated`);
    expect(await text(clerk.get(`/desk/requests/${String(fresh['id'])}`))).toContain('门冬胰岛素');
    expect(await rows('receipts')).toHaveLength(2);
    expect(await text(get(receipt))).toContain(zhCN.receipt.deeds.repeated);
  });

  test('what can’t be as it was is asked anew, with all the rest filled in', async () => {
    const { id, at } = await asked(RIDE, { ...ride, 'q-date': '2022-04-16' });
    const clerk = await staff('clerk', STREET);
    await clerk.submit(at('ending'), { outcome: 'answered' });
    const form = await text(clerk.get(`/desk/entry/chenjiaxiang/yanjie/hospital-ride?from=${id}`));
    for (const word of [ride.name, ride.phone, '区中心医院', '三楼没有电梯']) expect(form).toContain(word);
    expect(form).not.toMatch(/name="health"[^>]*checked/);
    expect(await rows('events', `record_id = '${id}' and deed = 'opened'`)).toHaveLength(1);
    const foreign = await staff('clerk', { committee: 'mingdu' });
    expect((await foreign.get(`/desk/entry/mingdu/xibu-xincun/hospital-ride?from=${id}`)).status).toBe(404);
  });
});

describe('correcting', () => {
  test('keeps the drugs that somebody has been out for, and lets the receipt follow the new phone', async () => {
    const { id, receipt, at } = await asked(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    await clerk.submit(at('taking'), { owner: '' });
    const [first] = await rows('items', '1 = 1 order by seq');
    const changed = { ...insulin, phone: '13900139009', 'drugs.0.days': '30', 'drugs.1.name': '华法林' };
    expect((await clerk.submit(at('correction'), changed)).headers.get('location')).toContain('r-corrected');
    expect(await rows('items', '1 = 1 order by seq')).toMatchObject([
      { id: first?.['id'], days: 30 },
      { queue: 'special', days: 9 },
    ]);
    expect(await rowOf(id)).toMatchObject({ urgent: 0, days_left: 9, state: 'taken' });
    expect((await submit(`${receipt}/data`, { four: '8001' })).status).toBe(403);
    expect((await submit(`${receipt}/data`, { four: '9009' })).status).toBe(200);
    expect(await rows('events', `record_id = '${id}' and deed = 'corrected'`)).toMatchObject([
      { actor: 'staff', detail: '{"fields":["drugs","phone"],"urgent":false}' },
    ]);
    await quiet('华法林', '13900139009');
  });

  test('with faults is refused as the resident’s own form is', async () => {
    const { at } = await asked(MEDICINE, insulin);
    const answer = await (await staff('clerk', STREET)).submit(at('correction'), { ...insulin, phone: '12' });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain(zhCN.errors.phone);
  });
});
