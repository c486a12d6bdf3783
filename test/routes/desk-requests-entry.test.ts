import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { forget, get, receiptOf, rows, submit } from './portal.ts';
import { granny, insulin, MEDICINE, neighbour, OIL, RIDE, ride } from './residents.ts';
import { staff } from './staff.ts';

const { requests: w } = zhCN.desk;
const STREET = { committee: 'chenjiaxiang' };
const ENTRY = '/desk/entry/chenjiaxiang/yanjie/medicine';
beforeEach(forget);

const text = async (answer: Response | Promise<Response>) => (await answer).text();
const keyed = () => ({ ...insulin, source: 'phone', key: crypto.randomUUID() });
const receiptIn = (page: string) => /\/r\/chenjiaxiang\/[A-Z0-9]{12}/.exec(page)?.[0] ?? '';

describe('a call', () => {
  test('is entered in the resident’s form for whoever called, and answered with a slip', async () => {
    const clerk = await staff('clerk', STREET);
    expect(await text(clerk.get('/desk/entry'))).toContain('/desk/entry?place=chenjiaxiang/yanjie');
    expect(await text(clerk.get('/desk/entry?place=chenjiaxiang/yanjie'))).toContain(ENTRY);
    const form = await text(clerk.get(ENTRY));
    expect(form).toMatch(/<input[^>]*id="f-phone"[^>]*autofocus/);
    expect(form).not.toContain('data-form');
    const fields = keyed();
    const answers = await Promise.all([1, 2, 3].map(() => clerk.submit(ENTRY, fields)));
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect(await rows('requests')).toMatchObject([{ source: 'phone', actor: 'staff', urgent: 1, state: 'received' }]);
    expect((await rows('requests'))[0]?.['entered_by']).toBe((await rows('people'))[0]?.['id']);
    const slip = await text(clerk.get(answers[0]?.headers.get('location') ?? ''));
    for (const word of ['配药', zhCN.receipt.due('4月16日'), '021 5555 0101', zhCN.status.requestNext.received])
      expect(slip).toContain(word);
    expect(slip).not.toContain('胰岛素');
    expect(slip).not.toContain(granny.name);
    expect(await rows('events', "deed = 'code-shown'")).toHaveLength(1);
  });

  test('on paper, or with faults, is told so', async () => {
    const clerk = await staff('clerk', STREET);
    const wrong = await clerk.submit(ENTRY, { ...keyed(), phone: '1', health: '' });
    expect(wrong.status).toBe(422);
    const page = await wrong.text();
    for (const sentence of [zhCN.errors.phone, zhCN.desk.requests.entryHealthNeeded]) expect(page).toContain(sentence);
    expect(page).not.toContain('autofocus');
    await clerk.submit(ENTRY, { ...keyed(), source: 'paper' });
    expect(await rows('requests')).toMatchObject([{ source: 'paper' }]);
  });

  test('can’t be entered for a foreign place, nor by a head for another building', async () => {
    for (const [role, scope] of [
      ['clerk', { committee: 'mingdu' }],
      ['head', { ...STREET, compound: 'chenjiaxiang-xiaoqu', building: '1' }],
    ] as const) {
      const person = await staff(role, scope);
      expect((await person.get(ENTRY)).status).toBe(404);
      expect((await person.submit(ENTRY, keyed())).status).toBe(404);
    }
    const medicine = await staff('medicine', STREET);
    expect((await medicine.get(ENTRY.replace('medicine', 'hospital-ride'))).status).toBe(404);
    const head = await staff('head', { ...STREET, compound: 'yanjie', building: 'hongqiao-121' });
    expect(await text(head.get(ENTRY))).toMatch(/value="hongqiao-121"[^>]*selected/);
    const other = await head.submit(ENTRY, keyed());
    expect(other.status).toBe(422);
    expect(await other.text()).toContain(w.ownBuilding);
    const own = await head.submit(ENTRY, { ...keyed(), building: 'hongqiao-121' });
    expect((await head.get(own.headers.get('location') ?? '')).status).toBe(200);
    expect(await rows('requests')).toMatchObject([{ actor: 'head', building: 'hongqiao-121' }]);
    expect((await (await staff('gate', STREET)).get('/desk/entry')).status).toBe(403);
  });
});

describe('a call about what is likely known already', () => {
  test('shows it, with what is alike, and keeps what was typed', async () => {
    await submit(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    const answer = await clerk.submit(ENTRY, { ...keyed(), phone: neighbour.phone });
    expect(answer.status).toBe(409);
    const page = await answer.text();
    for (const word of [w.entryTwins, `${w.sameDrug}，${w.sameDoor}`, w.joinThis, w.anew, neighbour.phone]) expect(page).toContain(word);
    expect(await rows('requests')).toHaveLength(1);
  });

  test('joined to it is a second receipt of the same request, proven by the phone that called', async () => {
    const first = receiptOf(await submit(MEDICINE, insulin));
    const clerk = await staff('clerk', STREET);
    const [{ id } = { id: '' }] = await rows('requests');
    const fields = { ...keyed(), phone: neighbour.phone, 'drugs.1.name': '华法林', join: String(id) };
    const answers = await Promise.all([clerk.submit(ENTRY, fields), clerk.submit(ENTRY, fields)]);
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(1);
    expect(await rows('receipts')).toHaveLength(2);
    expect(await rows('items', '1 = 1 order by seq')).toMatchObject([{ seq: 0 }, { seq: 1 }, { seq: 2, request_id: id }]);
    const slip = await text(clerk.get(answers[0]?.headers.get('location') ?? ''));
    const [row] = (await rows('receipts', 'last4 is not null')).slice(-1);
    expect(row).toBeDefined();
    const found = await text(clerk.get(`/desk/requests/${String(id)}`));
    for (const word of ['华法林', '门冬胰岛素', w.receipts(2)]) expect(found).toContain(word);
    const code = /<b class="code">([A-Z0-9-]+)</.exec(slip)?.[1]?.replaceAll('-', '') ?? '';
    const second = `/r/chenjiaxiang/${code}`;
    expect(second).not.toBe(first);
    for (const receipt of [first, second]) expect((await get(receipt)).status).toBe(200);
    // What the first one wrote is not for whoever calls about the same door.
    const data = await submit(`${second}/data`, { four: neighbour.phone.slice(-4) });
    expect(data.status).toBe(409);
    expect(await data.text()).toContain(zhCN.receipt.joinedOther);
    expect(await rows('events', "deed = 'joined'")).toMatchObject([{ record_id: id, detail: '{"receipt":true,"drugs":1}' }]);
    expect(receiptIn(first)).toBe(first);
  });

  test('is another one if the clerk says so, and one that ended is shown but not joined', async () => {
    await submit(MEDICINE, insulin);
    const clerk = await staff('clerk', STREET);
    const fields = { ...keyed(), confirm: 'yes' };
    for (let tap = 0; tap < 2; tap++) expect((await clerk.submit(ENTRY, fields)).status).toBe(303);
    expect(await rows('requests')).toHaveLength(2);
    for (const { id } of await rows('requests')) await clerk.submit(`/desk/requests/${String(id)}/ending`, { outcome: 'answered' });
    const page = await text(clerk.submit(ENTRY, keyed()));
    expect(page).toContain(w.outcomes.answered);
    expect(page).not.toContain(w.joinThis);
  });

  test('in another committee stays unknown here', async () => {
    await submit(MEDICINE, insulin);
    const foreign = await staff('clerk', { committee: 'mingdu' });
    const there = '/desk/entry/mingdu/xibu-mingdu-huayuan/medicine';
    const { family: _, ...rest } = keyed();
    expect((await foreign.submit(there, { ...rest, building: '3', unit: '1', room: '301' })).status).toBe(303);
  });
});

describe('finding again', () => {
  test('by receipt, its address, tag, phone, last four digits or door', async () => {
    const receipt = receiptOf(await submit(MEDICINE, insulin));
    await submit(OIL, { ...granny, slot: 's1' });
    await submit(RIDE, ride);
    const clerk = await staff('clerk', STREET);
    const [{ id } = { id: '' }] = await rows('requests', "service = 'medicine'");
    const tag = /tagged">([A-Z0-9-]+)</.exec(await text(clerk.get('/desk/requests?team=medicine')))?.[1] ?? '';
    const code = receipt.replace(/.*\//, '');
    for (const query of [
      ...[code, code.toLowerCase(), `https://x.example${receipt}?new=1`, tag, granny.phone, '138 0013 8001', '8001'].map(
        (q) => `q=${encodeURIComponent(q)}`,
      ),
      'place=chenjiaxiang/yanjie&building=panyu-301&family=陈',
      'place=chenjiaxiang/yanjie&building=panyu-301',
    ]) {
      const page = await text(clerk.get(`/desk/find?${query}`));
      expect(page, query).toContain(`/desk/requests/${String(id)}`);
      expect(page, query).not.toContain('俞静文');
    }
    for (const query of ['q=8001', `q=${granny.phone}`]) expect(await text(clerk.get(`/desk/find?${query}`))).toContain('/desk/signups/');
    expect((await clerk.get(`/desk/t/${tag}`)).headers.get('location')).toBe(`/desk/requests/${String(id)}`);
    for (const q of ['0000', '13900000000', 'ABCDEFGHJKLM', '<b>', '%']) {
      const none = await clerk.get(`/desk/find?q=${encodeURIComponent(q)}`);
      expect(await none.text(), q).toContain(w.findNone);
    }
  });

  test('ends at the border of the scope, and heads are led to the slip', async () => {
    await submit(MEDICINE, insulin);
    await submit(OIL, { ...granny, slot: 's1' });
    const [{ id } = { id: '' }] = await rows('requests');
    const tag = /tagged">([A-Z0-9-]+)</.exec(await text((await staff('clerk', STREET)).get('/desk/requests')))?.[1] ?? '';
    const foreign = await staff('clerk', { committee: 'mingdu' });
    for (const q of ['8001', granny.phone, tag]) expect(await text(foreign.get(`/desk/find?q=${q}`))).toContain(w.findNone);
    expect((await foreign.get(`/desk/t/${tag}`)).status).toBe(404);
    expect((await foreign.get('/desk/find?place=chenjiaxiang/yanjie&building=panyu-301&family=陈')).status).toBe(404);
    const head = await staff('head', { ...STREET, compound: 'yanjie', building: 'panyu-301' });
    const page = await text(head.get('/desk/find?q=8001'));
    expect(page).toContain(`/desk/requests/${String(id)}/slip`);
    expect(page).not.toContain(`href="/desk/requests/${String(id)}"`);
    const medicine = await staff('medicine', STREET);
    expect(await text(medicine.get('/desk/find?q=8001'))).not.toContain(w.ofSignups);
  });
});
