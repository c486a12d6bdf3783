import { beforeEach, describe, expect, test } from 'vitest';
import { call, count, encoded, forget, receiptOf, rows, send, submit } from './portal.ts';
import { granny, insulin, MEDICINE, neighbour, OIL, RIDE, ride } from './residents.ts';

beforeEach(forget);

const KEY = '4c0ffee0'.repeat(4);
const forms = [
  { name: 'a sign-up', path: OIL, fields: { ...granny, slot: 's1' }, table: 'signups' },
  { name: 'a medicine request', path: MEDICINE, fields: insulin, table: 'requests' },
  { name: 'a ride', path: RIDE, fields: ride, table: 'requests' },
];

describe.each(forms)('$name sent five times at once', ({ path, fields, table }) => {
  test.each([
    ['with a key', { key: KEY }],
    ['without one', {}],
  ])('%s is one row and one receipt', async (_, key) => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => submit(path, { ...fields, ...key })));
    expect(new Set(answers.map(receiptOf)).size).toBe(1);
    expect(await count(table)).toBe(1);
    expect(await count('receipts')).toBe(1);
    expect(await rows('events', `record_id in (select id from ${table})`)).toHaveLength(1);
  });

  test('as JSON is 201 once and 200 for the others, with the same receipt', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const sent = Array.from({ length: 5 }, async () => {
      await gate;
      return call(path, { ...fields, key: KEY });
    });
    open();
    const answers = await Promise.all(sent);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 201]);
    const bodies: { url: string }[] = await Promise.all(answers.map((answer) => answer.json()));
    expect(new Set(bodies.map(({ url }) => url)).size).toBe(1);
  });
});

test('the same key with other content is another request: a form put right after a refusal', async () => {
  await submit(OIL, { ...granny, slot: 's1', key: KEY });
  const other = await submit(OIL, { ...neighbour, slot: 's1', key: KEY });
  expect(receiptOf(other)).toBeTruthy();
  expect(await count('signups')).toBe(2);
});

test('a form and the same form in multipart are one', async () => {
  const first = await submit(OIL, { ...granny, slot: 's1' });
  const form = new FormData();
  for (const [name, value] of encoded({ ...granny, slot: 's1' })) form.append(name, value);
  expect(receiptOf(await send(OIL, form))).toBe(receiptOf(first));
});

test('the same content is one request however its phone and door are written', async () => {
  const first = await submit(OIL, { ...granny, slot: 's1' });
  const again = await submit(OIL, { ...granny, phone: '+86 138-0013-8001', name: ' 陈阿婆 ', slot: 's1' });
  expect(receiptOf(again)).toBe(receiptOf(first));
});
