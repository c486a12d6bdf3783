import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN as words } from '../../domain/words/index.ts';
import { change, count, forget, get, receiptOf, rows, send, submit } from './portal.ts';
import { baker, GUIDE, granny, insulin, MEDICINE, neighbour, OIL, RIDE, ride, teacher } from './residents.ts';

beforeEach(forget);

const four = '8001';
const booked = async () => receiptOf(await submit(OIL, { ...granny, slot: 's1' }));
const asked = async () => receiptOf(await submit(MEDICINE, insulin));
const asJson = { accept: 'application/json' };

/** Does a deed and follows the redirect to the receipt, as a browser does. */
const done = async (receipt: string, deed: string, fields: Record<string, string>): Promise<string> => {
  const answer = await submit(`${receipt}/${deed}`, fields);
  expect(answer.status).toBe(303);
  return (await get(answer.headers.get('location') ?? '')).text();
};

describe('whoever finds a receipt', () => {
  test.each([
    ['of a sign-up', booked, [granny.name, granny.phone, '番禺路301', '陈家']],
    ['of a medicine request', asked, [granny.name, granny.phone, '番禺路301', '门冬', '胰岛素', '氨氯地平', '毫升']],
    ['of a ride', async () => receiptOf(await submit(RIDE, ride)), [teacher.name, teacher.phone, '虹桥路125', '透析', '没有电梯', '邻居']],
  ])('%s sees nothing personal, neither on the page nor in JSON', async (_, send, personal) => {
    const receipt = await send();
    for (const answer of [await get(receipt), await get(receipt, asJson), await get(`${receipt}?new=1`)]) {
      expect(answer.status).toBe(200);
      const text = await answer.text();
      for (const word of personal) expect(text).not.toContain(word);
    }
  });

  test('can change nothing without the four digits', async () => {
    const receipt = await booked();
    for (const deed of ['cancellation', 'erasure', 'data', 'correction-form', 'correction']) {
      const answer = await submit(`${receipt}/${deed}`, { ...baker, slot: 's1', four: '' });
      expect(answer.status).toBe(422);
      const page = await answer.text();
      expect(page).toContain(words.receipt.fourNeeded);
      expect(page).not.toContain(granny.name);
    }
    expect(await rows('signups')).toMatchObject([{ state: 'booked' }]);
    expect(await rows('receipts')).toMatchObject([{ tries: 0 }]);
  });

  test('has five tries; then the right digits are locked out too', async () => {
    const receipt = await booked();
    for (const left of [4, 3, 2, 1]) {
      const wrong = await submit(`${receipt}/data`, { four: '0000' });
      expect(wrong.status).toBe(403);
      expect(await wrong.text()).toContain(words.receipt.fourWrong(left));
    }
    expect((await submit(`${receipt}/data`, { four: '0000' })).status).toBe(423);
    const right = await submit(`${receipt}/cancellation`, { four });
    expect(right.status).toBe(423);
    expect(await right.text()).toContain(words.receipt.locked);
    expect(await rows('signups')).toMatchObject([{ state: 'booked' }]);
    expect((await get(receipt)).status).toBe(200);
  });

  test('has no more tries by trying twenty at once', async () => {
    const receipt = await booked();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => submit(`${receipt}/data`, { four: String(1000 + at) })));
    expect(answers.filter(({ status }) => status === 403)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 423)).toHaveLength(16);
  });

  test('gains nothing from a resident who mistyped once: the right digits start the count anew', async () => {
    const receipt = await booked();
    for (let round = 0; round < 3; round++) {
      await submit(`${receipt}/data`, { four: '0000' });
      expect((await submit(`${receipt}/data`, { four })).status).toBe(200);
    }
    expect(await rows('receipts')).toMatchObject([{ tries: 0, locked_until: null }]);
  });
});

describe('a code', () => {
  test('is found in any case, with dashes, and from the look-up form', async () => {
    const receipt = await booked();
    const code = receipt.split('/').at(-1) ?? '';
    const spoken = code.toLowerCase().replace(/(.{4})(?=.)/g, '$1-');
    expect((await get(`/r/chenjiaxiang/${spoken}`)).status).toBe(200);
    const found = await get(`/r/chenjiaxiang?code=${spoken}`);
    expect(found.status).toBe(303);
    expect(found.headers.get('location')).toBe(receipt);
  });

  test.each([
    '/r/chenjiaxiang?code=ABC',
    '/r/chenjiaxiang',
    '/r/chenjiaxiang/ABCDEFGHJKLM',
    '/r/chenjiaxiang/0000-0000-0000',
    '/r/..%2f..?code=ABCDEFGHJKLM',
  ])('that is none is said to be none: %s', async (path) => {
    const answer = await get(path);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain(words.receipt.none);
  });

  test('of one committee opens nothing at another', async () => {
    const code = (await booked()).split('/').at(-1);
    expect((await get(`/r/mingdu/${code}`)).status).toBe(404);
  });

  test('with a deed leads to its receipt when WeChat reloads', async () => {
    const receipt = await booked();
    const answer = await get(`${receipt}/cancellation`);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, receipt]);
    expect((await get(`${receipt}/theft`)).status).toBe(404);
  });
});

describe('cancelling', () => {
  test('frees the place and the turn of the household', async () => {
    const receipt = await booked();
    expect(await done(receipt, 'cancellation', { four })).toContain(words.receipt.cancelled);
    expect(await rows('slots')).toMatchObject([{ taken: 0 }]);
    const again = receiptOf(await submit(OIL, { ...granny, slot: 's1' }));
    expect(again).not.toBe(receipt);
    expect(await rows('slots')).toMatchObject([{ taken: 1 }]);
  });

  test('twice is once, also at the same moment', async () => {
    const receipt = await booked();
    const answers = await Promise.all([1, 2, 3].map(() => submit(`${receipt}/cancellation`, { four })));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    const [row] = await rows('signups');
    expect(await rows('events', `record_id = '${row?.['id']}'`)).toMatchObject([
      { deed: 'signed-up' },
      { deed: 'cancelled', from_state: 'booked', state: 'cancelled' },
    ]);
    expect(await rows('slots')).toMatchObject([{ taken: 0 }]);
  });

  test('ten minutes before the shift is late, and says so', async () => {
    const receipt = receiptOf(await submit(GUIDE, { ...teacher, slot: 'y0416' }));
    expect(await done(receipt, 'cancellation', { four: '8004' })).toContain(words.receipt.cancelledLate);
    expect(await rows('signups')).toMatchObject([{ state: 'cancelled', late: 1 }]);
  });

  test('a request ends it, and its purge is thirty days off', async () => {
    expect(await done(await asked(), 'cancellation', { four })).toContain(words.receipt.withdrawn);
    const [row] = await rows('requests');
    expect(row).toMatchObject({ state: 'cancelled' });
    expect(Number(row?.['purge_at']) - Number(row?.['ended_at'])).toBe(30 * 86_400_000);
    expect(Math.abs(Number(row?.['ended_at']) - Date.now())).toBeLessThan(60_000);
    expect(await rows('items', "state = 'cancelled'")).toHaveLength(2);
  });

  test('a request that somebody has started on is a matter for the phone', async () => {
    const receipt = await asked();
    await env.DB.exec("update requests set state = 'taken'");
    for (const deed of ['cancellation', 'correction-form', 'correction']) {
      const answer = await submit(`${receipt}/${deed}`, { ...insulin, four });
      expect(answer.status).toBe(409);
      expect(await answer.text()).toContain(words.receipt.tooLate);
    }
  });
});

describe('correcting', () => {
  test('the form comes back filled in, to whoever knows the digits', async () => {
    const answer = await submit(`${await asked()}/correction-form`, { four });
    expect(answer.status).toBe(200);
    const page = await answer.text();
    for (const typed of [granny.name, granny.phone, '门冬胰岛素', '3毫升×1支', '氨氯地平']) expect(page).toContain(typed);
  });

  test('what the form came back with can be sent again as it is', async () => {
    const all = [
      [await asked(), '8001'],
      [receiptOf(await submit(RIDE, ride)), '8004'],
      [await booked(), '8001'],
    ] as const;
    for (const [receipt, digits] of all) {
      const form = await submit(`${receipt}/correction-form`, { four: digits }, asJson);
      const { values }: { values: Record<string, string> } = await form.json();
      expect((await submit(`${receipt}/correction`, { ...values, four: digits })).status).toBe(303);
    }
    const corrected = await rows('events', "deed = 'corrected' and record_id in (select record_id from receipts)");
    expect(corrected.map(({ detail }) => JSON.parse(String(detail)).fields)).toEqual([[], [], []]);
  });

  test('a sign-up: the new phone proves it, the old one no longer', async () => {
    const receipt = await booked();
    expect(await done(receipt, 'correction', { ...granny, phone: '13800139999', four })).toContain(words.receipt.corrected);
    expect((await submit(`${receipt}/data`, { four })).status).toBe(403);
    const data = await (await submit(`${receipt}/data`, { four: '9999' })).json();
    expect(data).toMatchObject({ data: { name: granny.name, phone: '13800139999' } });
    const [event] = await rows('events', `deed = 'corrected' and record_id = (select id from signups)`);
    expect(JSON.parse(String(event?.['detail']))).toEqual({ fields: ['phone'] });
  });

  test('a sign-up cannot move to a household that has its turn', async () => {
    const receipt = await booked();
    await submit(OIL, { ...neighbour, slot: 's1' });
    const answer = await submit(`${receipt}/correction`, { ...granny, family: neighbour.family, four });
    expect(answer.status).toBe(409);
    const page = await answer.text();
    expect(page).toContain(words.asking.already);
    expect(page).toContain(granny.name);
  });

  test('to another family frees the turn of the first', async () => {
    const receipt = await booked();
    await done(receipt, 'correction', { ...granny, ...neighbour, four });
    expect((await submit(OIL, { ...granny, slot: 's1' })).status).toBe(303);
    expect((await submit(OIL, { ...neighbour, name: '顾阿姨', slot: 's1' })).status).toBe(409);
  });

  test('a request: drugs are replaced and what is urgent is judged anew', async () => {
    const receipt = await asked();
    await done(receipt, 'correction', {
      ...insulin,
      'drugs.0.days': '20',
      'drugs.1.name': '',
      'drugs.1.amount': '',
      'drugs.1.days': '',
      four,
    });
    expect(await rows('items')).toMatchObject([{ seq: 0, days: 20, state: 'open' }]);
    expect(await rows('requests')).toMatchObject([{ urgent: 0, days_left: 20, queues: '["special"]' }]);
    const [event] = await rows('events', `deed = 'corrected' and record_id = (select id from requests)`);
    expect(JSON.parse(String(event?.['detail']))).toEqual({ fields: ['drugs'], urgent: false });
  });

  test('with a mistake shows the form again, the digits and everything typed kept', async () => {
    const answer = await submit(`${await booked()}/correction`, { ...granny, name: '陈阿婆婆', phone: '123', four });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    for (const word of [words.errors.phone, '陈阿婆婆', 'value="8001"']) expect(page).toContain(word);
    expect(await rows('events', `deed = 'corrected' and record_id = (select id from signups)`)).toHaveLength(0);
  });
});

describe('one’s own data', () => {
  test('is a file with everything that was typed, and when consent was given', async () => {
    const answer = await submit(`${await asked()}/data`, { four });
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[A-Z2-9]{12}\.json"$/);
    const own: { data: object; consents: { health: number } } = await answer.json();
    expect(own.data).toMatchObject({
      name: granny.name,
      phone: granny.phone,
      card: 'ready',
      drugs: [{ name: '门冬胰岛素', days: 2 }, { name: '氨氯地平' }],
    });
    expect(own.consents.health).toBeGreaterThan(0);
  });
});

describe('deleting', () => {
  test('leaves nothing sealed and nothing to find anybody by', async () => {
    for (const receipt of [await booked(), await asked()]) {
      expect(await done(receipt, 'erasure', { four })).toContain(words.receipt.erased);
      const again = await submit(`${receipt}/data`, { four });
      expect(again.status).toBe(409);
    }
    const gone = { sealed: null, key_id: null, phone: null, last4: null, door: null, content: null, building: null, state: 'cancelled' };
    expect(await rows('signups')).toMatchObject([{ ...gone, claim: null }]);
    expect(await rows('requests')).toMatchObject([gone]);
    expect(await rows('items')).toMatchObject([
      { sealed: null, state: 'cancelled' },
      { sealed: null, state: 'cancelled' },
    ]);
    expect(await rows('receipts')).toMatchObject([{ last4: null }, { last4: null }]);
    expect(await rows('slots')).toMatchObject([{ taken: 0 }]);
  });

  test('after the rice was fetched keeps the turn taken, and nothing else', async () => {
    const receipt = await booked();
    await change("update signups set state = 'collected'");
    await done(receipt, 'erasure', { four });
    expect(await rows('signups')).toMatchObject([{ state: 'collected', sealed: null, phone: null, door: null }]);
    expect((await submit(OIL, { ...granny, slot: 's2' })).status).toBe(409);
  });
});

test('a link that claims a deed was done is believed only if it was', async () => {
  const receipt = await booked();
  for (const deed of ['cancellation', 'erasure', 'correction', '<b>']) {
    expect(await (await get(`${receipt}?done=${deed}`)).text()).not.toContain('role="status"');
  }
});

test('a deed may be sent as JSON', async () => {
  const receipt = await booked();
  const answer = await send(`${receipt}/cancellation`, JSON.stringify({ four }), { 'content-type': 'application/json', ...asJson });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ state: 'cancelled', receipt: { can: { cancel: false, correct: false, erase: true } } });
  const wrong = await send(`${receipt}/erasure`, JSON.stringify({ four: '1' }), { 'content-type': 'application/json', ...asJson });
  expect(wrong.status).toBe(422);
  expect(await wrong.json()).toMatchObject({ error: { message: words.receipt.fourNeeded } });
  expect(await count('signups')).toBe(1);
});
