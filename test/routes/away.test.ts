import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { zhCN as words } from '../../domain/words/index.ts';
import { call, count, forget, get, logOf, receiptOf, submit } from './portal.ts';
import { granny, insulin, MEDICINE, OIL } from './residents.ts';

const KEY = 'a'.repeat(32);
const TABLES = ['signups', 'requests', 'receipts', 'slots'];
const rename = (from: string, to: string) =>
  env.DB.batch(TABLES.map((table) => env.DB.prepare(`alter table ${from}${table} rename to ${to}${table}`)));

let receipt = '';
beforeEach(async () => {
  await forget();
  receipt = receiptOf(await submit(OIL, { ...granny, slot: 's2' }));
  await rename('', 'lost_');
});
afterEach(() => rename('lost_', ''));

describe('while the database is away', () => {
  test.each([
    ['the oil form', OIL, { ...granny, name: '陈爷爷', family: '陈家', slot: 's1', key: KEY }],
    ['the medicine form', MEDICINE, { ...insulin, key: KEY }],
  ])('%s stays with everything typed, its key, the phone number and when to try again', async (_, path, fields) => {
    const answer = await submit(path, fields);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('20');
    const page = await answer.text();
    for (const word of [words.asking.busy, 'tel:', KEY, granny.phone, ...(path === MEDICINE ? ['门冬胰岛素'] : ['陈爷爷'])])
      expect(page).toContain(word);
  });

  test('a mistake in a form is still said to be one', async () => {
    const answer = await submit(MEDICINE, { ...insulin, phone: '1' });
    expect(answer.status).toBe(422);
  });

  test('a receipt, a deed and the places left say so', async () => {
    for (const answer of [
      await get(receipt),
      await submit(`${receipt}/cancellation`, { four: '8001' }),
      await get('/api/slots/chenjiaxiang/yanjie'),
    ]) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('20');
      expect(await answer.text()).toContain(words.asking.away);
    }
  });

  test('JSON is told when to come again', async () => {
    const answer = await call(OIL, { ...granny, slot: 's1' });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ error: { phones: expect.any(Array) } });
  });

  test('neither answer nor log tells of tables, statements or people', async () => {
    let text = '';
    const log = await logOf(async () => {
      for (const answer of [await submit(MEDICINE, insulin), await get(receipt), await call(OIL, { ...granny, slot: 's1' })])
        text += await answer.text();
    });
    expect(log).toContain('"codes":["D1_ERROR"');
    for (const inside of ['insert into', 'select "', 'SQLITE', 'D1_', 'no such table']) expect(text).not.toContain(inside);
    for (const word of [granny.name, granny.phone, '门冬', 'insert into', 'no such table', receipt.split('/').at(-1) ?? ''])
      expect(log).not.toContain(word);
  });
});

test('the same form, sent again when the database is back, is taken in once', async () => {
  const fields = { ...insulin, key: KEY };
  expect((await submit(MEDICINE, fields)).status).toBe(503);
  await rename('lost_', '');
  const receipts = [receiptOf(await submit(MEDICINE, fields)), receiptOf(await submit(MEDICINE, fields))];
  expect(new Set(receipts).size).toBe(1);
  expect(await count('requests')).toBe(1);
  await rename('', 'lost_');
});
