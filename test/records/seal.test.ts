import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { keysOf } from '../../worker/keys.ts';
import { canonical, hashOf, isHashOf } from '../../worker/lookup.ts';
import { askFor } from '../../worker/records/asking.ts';
import { signUp } from '../../worker/records/signingup.ts';
import { sealedPerson } from '../../worker/records/signups.ts';
import { seal, unseal } from '../../worker/seal.ts';
import { forget, rows } from '../routes/portal.ts';
import { NOW, person, pills, sheetWith, slotOf, store } from './town.ts';

beforeEach(forget);

const NEW = `next:${btoa('x'.repeat(32))}`;
const rice = slotOf('rice', 9);
const sheet = sheetWith(rice);

describe('the key ring', () => {
  test('seals with its first key, and opens what an older one sealed', async () => {
    const before = await seal((await store()).keys, 'signups/1', { name: '王秀英' });
    const { keys } = await store({ SEAL_KEYS: `${NEW},${env.SEAL_KEYS}` });
    expect(await unseal(keys, 'signups/1', before.sealed, z.object({ name: z.string() }))).toEqual({ name: '王秀英' });
    const after = await seal(keys, 'signups/1', 1);
    expect([before.keyId, after.keyId]).toEqual(['new', 'next']);
    expect(after.sealed.startsWith('next.')).toBe(true);
  });

  test('without the key opens nothing', async () => {
    const { sealed } = await seal((await store()).keys, 'signups/1', 'x');
    const { keys } = await store({ SEAL_KEYS: NEW });
    await expect(unseal(keys, 'signups/1', sealed, z.string())).rejects.toThrow('SEAL_KEYS');
  });

  test('with another key under the same name opens nothing', async () => {
    const { sealed } = await seal((await store()).keys, 'signups/1', 'x');
    const { keys } = await store({ SEAL_KEYS: `new:${btoa('z'.repeat(32))}` });
    await expect(unseal(keys, 'signups/1', sealed, z.string())).rejects.toThrow();
  });

  test.each([{ SEAL_KEYS: '' }, { SEAL_KEYS: ':abc' }, { LOOKUP_KEY: btoa('short') }])(
    'that can’t be one is refused: %o',
    async (secrets) => {
      await expect(keysOf({ ...env, ...secrets })).rejects.toThrow();
    },
  );
});

describe('a sealed blob', () => {
  test('of one row does not open in another', async () => {
    const open = await store();
    for (const number of [1, 2]) await signUp(open, sheet, rice, person(number), undefined, NOW);
    const [first, second] = await rows('signups');
    const blob = String(first?.['sealed']);
    expect(await unseal(open.keys, `signups/${first?.['id']}`, blob, sealedPerson)).toMatchObject({
      name: expect.stringContaining('王秀英'),
    });
    await expect(unseal(open.keys, `signups/${second?.['id']}`, blob, sealedPerson)).rejects.toThrow();
    await expect(unseal(open.keys, `requests/${first?.['id']}`, blob, sealedPerson)).rejects.toThrow();
  });

  test('is different each time, and does not open when a letter of it is changed', async () => {
    const { keys } = await store();
    const [one, other] = [await seal(keys, 'items/1', '胰岛素'), await seal(keys, 'items/1', '胰岛素')];
    expect(one.sealed).not.toBe(other.sealed);
    const changed = one.sealed.replace(/.(?=.{8}$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    await expect(unseal(keys, 'items/1', changed, z.string())).rejects.toThrow();
  });
});

test('no column of any table holds a name, a phone, a door, a drug or a receipt code in plain', async () => {
  const open = await store();
  const signup = await signUp(open, sheet, rice, { ...person(77), room: '1177室' }, 'key-of-the-form-123', NOW);
  const request = await askFor(open, sheet, sheet.services[0] ?? expect.unreachable(), { ...pills(1), relation: '女儿' }, undefined, NOW);
  const { results: tables } = await env.DB.prepare(
    "select name from sqlite_master where type = 'table' and name not like '%cf%' and name not like 'sqlite%'",
  ).all<{ name: string }>();
  expect(tables.length).toBeGreaterThanOrEqual(7);
  const everything = JSON.stringify(await Promise.all(tables.map(({ name }) => rows(name))));
  const codes = [signup, request].map((one) => ('code' in one ? one.code : expect.unreachable()));
  for (const word of ['王秀英', person(77).phone, pills(1).phone, '1177', '胰岛素', '氨氯地平', '女儿', 'key-of-the-form-123', ...codes]) {
    expect(everything).not.toContain(word);
  }
});

describe('a keyed hash', () => {
  test('is one for the same thing, and another for another purpose, part or key', async () => {
    const { keys } = await store();
    const hash = await hashOf(keys, 'phone', '13800138000');
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf(keys, 'phone', '13800138000')).toBe(hash);
    const others = [
      await hashOf(keys, 'last4', '13800138000'),
      await hashOf(keys, 'phone', '1380013', '8000'),
      await hashOf((await store({ LOOKUP_KEY: btoa('m'.repeat(32)) })).keys, 'phone', '13800138000'),
    ];
    expect(new Set([hash, ...others]).size).toBe(4);
    expect(await isHashOf(keys, hash, 'phone', '13800138000')).toBe(true);
    expect(await isHashOf(keys, hash, 'phone', '13800138001')).toBe(false);
  });

  test('of content does not mind the order of its fields', () => {
    expect(canonical({ b: 1, a: [{ d: 1, c: 2 }] })).toBe(canonical({ a: [{ c: 2, d: 1 }], b: 1 }));
  });
});
