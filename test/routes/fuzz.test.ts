import * as fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { count, encoded, forget, logOf, receiptOf, send, submit } from './portal.ts';
import { GUIDE, granny, insulin, MEDICINE, OIL, RIDE, ride, teacher } from './residents.ts';

// What nobody may read in a log: words that a person would have typed.
const NAME = '欧阳春晓';
const PHONE = '13912345678999';
const personal = [NAME, PHONE, '9123456', '春晓'];

const strange = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '‮',
    NAME,
    PHONE,
    '<script>alert(1)</script>',
    "'; drop table signups; --",
    '{{7*7}}',
    '%00',
    '../../town',
    '-1',
    '1e9',
    'NaN',
    'null',
    '𝟗𝟗',
    '是',
  ),
  fc.string({ minLength: 200, maxLength: 900 }),
);

/** A form with some fields made strange, some gone, some sent twice, some that nobody asked for; and always a phone that is none. */
const badForm = (good: Record<string, string>) =>
  fc
    .record({
      wrong: fc.dictionary(fc.constantFrom(...Object.keys(good)), fc.oneof(strange, fc.array(strange, { minLength: 2, maxLength: 4 })), {
        maxKeys: 6,
      }),
      gone: fc.subarray(Object.keys(good)),
      extra: fc.dictionary(
        fc.oneof(
          strange,
          fc.constantFrom('__proto__', 'constructor', 'key', 'drugs', 'drugs.99.name', 'drugs.0.0.0', 'q-', 'four', 'slot.x'),
        ),
        strange,
        { maxKeys: 4 },
      ),
      phone: fc.constantFrom('', PHONE, '一三八', '1380013800a', '00000000000'),
    })
    .map(({ wrong, gone, extra, phone }) => {
      const kept = Object.entries({ ...good, name: NAME, ...extra, ...wrong }).filter(([name]) => !gone.includes(name));
      return Object.fromEntries([...kept, ['phone', phone]]);
    });

/** The same in each dress a body can wear, and bodies that are nothing at all. */
const badBody = (good: Record<string, string>) =>
  fc.oneof(
    {
      weight: 4,
      arbitrary: badForm(good).map((fields) => ({ type: 'application/x-www-form-urlencoded', body: encoded(fields).toString() })),
    },
    { weight: 2, arbitrary: badForm(good).map((fields) => ({ type: 'application/json', body: JSON.stringify(fields) })) },
    { weight: 1, arbitrary: fc.json().map((body) => ({ type: 'application/json', body })) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((body) => ({ type: 'multipart/form-data; boundary=x', body })) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 400 }).map((body) => ({ type: 'application/x-www-form-urlencoded', body })) },
    { weight: 1, arbitrary: strange.map((body) => ({ type: 'application/json', body })) },
  );

beforeEach(forget);

const stored = async () => Promise.all(['signups', 'requests', 'items', 'receipts', 'events'].map(count));

const forms = [
  { name: 'oil', path: OIL, good: { ...granny, slot: 's1' } },
  { name: 'a shift', path: GUIDE, good: { ...teacher, slot: 'y0418' } },
  {
    name: 'rice, in a compound',
    path: '/signups/tianlin-12/tianlin-shier-cun/supply/rice-0417',
    good: { name: '周末', phone: '13800138007', building: '3', unit: '2', room: '301', slot: 's1' },
  },
  { name: 'medicine', path: MEDICINE, good: insulin },
  { name: 'a ride', path: RIDE, good: ride },
];

describe('200 bad forms', () => {
  test.each(forms)('for $name: none is stored, none breaks anything, none is heard of in the log', async ({ path, good }) => {
    const before = await stored();
    const log = await logOf(() =>
      fc.assert(
        fc.asyncProperty(badBody(good), async ({ type, body }) => {
          const answer = await send(path, body, { 'content-type': type });
          const page = await answer.text();
          expect(answer.status, page.slice(0, 300)).toBeGreaterThanOrEqual(400);
          expect(answer.status).toBeLessThan(500);
          // An attribute may hold a bracket, a text may not.
          expect(page.replace(/="[^"]*"/g, '')).not.toContain('<script>alert');
        }),
        { numRuns: 200 },
      ),
    );
    expect(log.split('\n').length).toBeGreaterThanOrEqual(200);
    for (const word of personal) expect(log).not.toContain(word);
    expect(await stored()).toEqual(before);
  });

  test('for a correction: the record stays as it was', async () => {
    const receipt = receiptOf(await submit(MEDICINE, insulin));
    const before = await stored();
    const log = await logOf(() =>
      fc.assert(
        fc.asyncProperty(badForm(insulin), async (fields) => {
          const answer = await submit(`${receipt}/correction`, { ...fields, four: '8001' });
          expect(answer.status).toBe(422);
          await answer.body?.cancel();
        }),
        { numRuns: 200 },
      ),
    );
    for (const word of personal) expect(log).not.toContain(word);
    expect(await stored()).toEqual(before);
  });

  test('in addresses: no path breaks anything', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(strange, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('signups', 'requests', 'r', 'api', 'api/slots', 'answers'),
        async (parts, root) => {
          const path = `/${[root, ...parts.map((part) => encodeURIComponent(part.toWellFormed()))].join('/')}`;
          for (const answer of [await submit(path, {}), await submit(path, {}, { accept: 'application/json' })]) {
            expect(answer.status, path).toBeGreaterThanOrEqual(300);
            expect(answer.status, path).toBeLessThan(500);
            await answer.body?.cancel();
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});
