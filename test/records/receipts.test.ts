import { beforeEach, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../domain/clock.ts';
import { findReceipt, proveFour } from '../../worker/records/receipts.ts';
import { signUp } from '../../worker/records/signingup.ts';
import { forget } from '../routes/portal.ts';
import { NOW, person, sheetWith, slotOf, store } from './town.ts';

beforeEach(forget);

const rice = slotOf('rice', 3);
const four = person(1).phone.slice(-4);

const receipt = async () => {
  const signup = await signUp(await store(), sheetWith(rice), rice, person(1), undefined, NOW);
  const found = 'code' in signup && (await findReceipt(await store(), 'ju', signup.code));
  if (!found) throw new Error('no receipt');
  return found;
};

test('five wrong tries lock a receipt for a day; the day after there are five again', async () => {
  const open = await store();
  const found = await receipt();
  const attempt = (typed: string, at: number) => proveFour(open, found, typed, NOW.real + at);
  for (const left of [4, 3, 2, 1]) expect(await attempt('0000', 0)).toEqual({ left });
  expect(await attempt('0000', MINUTE)).toBe('locked');
  expect(await attempt(four, DAY)).toBe('locked');
  expect(await attempt('0000', DAY + MINUTE)).toEqual({ left: 4 });
  expect(await attempt(four, DAY + MINUTE)).toBe('right');
  expect(await attempt('0000', DAY + MINUTE)).toEqual({ left: 4 });
});

test('the fifth try may be the right one', async () => {
  const open = await store();
  const found = await receipt();
  for (let at = 0; at < 4; at++) await proveFour(open, found, '0000', NOW.real);
  expect(await proveFour(open, found, four, NOW.real)).toBe('right');
});

test('the digits of one receipt are no proof of another', async () => {
  const open = await store();
  const first = await receipt();
  const signup = await signUp(open, sheetWith(rice), rice, { ...person(2), phone: person(1).phone }, undefined, NOW);
  const second = 'code' in signup ? await findReceipt(open, 'ju', signup.code) : undefined;
  expect(second?.last4).toBeTruthy();
  expect(second?.last4).not.toBe(first.last4);
});
