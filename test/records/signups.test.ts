import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts';
import { HOLDING_STATES, SIGNUP_STATES } from '../../domain/status.ts';
import type { Moment } from '../../worker/moment.ts';
import { adjustSlot } from '../../worker/records/adjustments.ts';
import { cancel } from '../../worker/records/cancellations.ts';
import { erase } from '../../worker/records/erasures.ts';
import { findReceipt } from '../../worker/records/receipts.ts';
import { type AnyRecord, recordOf } from '../../worker/records/record.ts';
import { signUp } from '../../worker/records/signingup.ts';
import { leftIn } from '../../worker/records/slots.ts';
import { forget, rows } from '../routes/portal.ts';
import { later, NOW, OFFSET, person, sheetWith, slotOf, store } from './town.ts';

beforeEach(forget);

const rice = slotOf('rice', 3);
const sheet = sheetWith(rice);

const booked = async (number: number, slot = rice, now: Moment = NOW): Promise<string> => {
  const signup = await signUp(await store(), sheetWith(slot), slot, person(number), undefined, now);
  if ('refused' in signup) throw new Error(signup.refused);
  return signup.code;
};

const recordOfCode = async (code: string): Promise<AnyRecord> => {
  const receipt = await findReceipt(await store(), 'ju', code);
  const record = receipt && (await recordOf(await store(), receipt));
  if (!record) throw new Error('no record');
  return record;
};

const cancelled = async (code: string, now: Moment) => cancel(await store(), sheet, await recordOfCode(code), now);

describe('places', () => {
  test('fifty at once on three places are three', async () => {
    const open = await store();
    const signups = await Promise.all(Array.from({ length: 50 }, (_, number) => signUp(open, sheet, rice, person(number), undefined, NOW)));
    expect(signups.filter((signup) => 'code' in signup)).toHaveLength(3);
    expect(signups.filter((signup) => 'refused' in signup && signup.refused === 'full')).toHaveLength(47);
  });

  test('fifty at once of one household are one', async () => {
    const open = await store();
    const family = (number: number) => ({ ...person(1), name: `家人${number}`, phone: `1360000${1000 + number}` });
    const signups = await Promise.all(Array.from({ length: 50 }, (_, number) => signUp(open, sheet, rice, family(number), undefined, NOW)));
    expect(signups.filter((signup) => 'code' in signup)).toHaveLength(1);
    expect(signups.filter((signup) => 'refused' in signup && signup.refused === 'already')).toHaveLength(49);
  });

  test('the desk adds places, takes some away, closes and opens a slot', async () => {
    const open = await store();
    const { db } = open;
    const adjust = (closed: boolean, places: number) =>
      adjustSlot({ store: open, hand: { actor: 'staff', by: 'he-xiaozhen' }, now: NOW }, sheet, rice.key, { closed, places, note: '下雨' });
    for (const number of [1, 2, 3]) await booked(number);
    expect(await leftIn(db, sheet)).toEqual({ [rice.key]: 0 });
    await adjust(false, 1);
    await booked(4);
    await expect(booked(5)).rejects.toThrow('full');
    await adjust(true, 10);
    expect(await leftIn(db, sheet)).toEqual({ [rice.key]: 0 });
    await expect(booked(5)).rejects.toThrow('closed');
    await adjust(false, -2);
    await expect(booked(5)).rejects.toThrow('full');
    await adjust(false, 10);
    expect(await leftIn(db, sheet)).toEqual({ [rice.key]: 9 });
    await booked(5);
    expect(await rows('adjustments')).toHaveLength(1);
  });

  test('a counter is right after every change of state, and after a row has gone', async () => {
    await booked(1);
    await booked(2);
    for (const state of SIGNUP_STATES) {
      await env.DB.prepare('update signups set state = ?').bind(state).run();
      const held = HOLDING_STATES.some((one) => one === state) ? 2 : 0;
      expect(await rows('slots')).toMatchObject([{ taken: held }]);
    }
    await env.DB.exec("update signups set state = 'booked'");
    await env.DB.exec("update signups set slot_key = 'supply/rice/s2' where rowid = 1");
    expect(await rows('slots', '1 = 1 order by slot_key')).toMatchObject([{ taken: 1 }, { slot_key: 'supply/rice/s2', taken: 1 }]);
    await env.DB.exec('delete from signups');
    expect(await rows('slots')).toMatchObject([{ taken: 0 }, { taken: 0 }]);
  });
});

describe('the same form again', () => {
  test('with its key is the same for ever; without one for ten minutes', async () => {
    const open = await store();
    const wide = slotOf('oil', 10);
    const send = (key: string | undefined, now: Moment) => signUp(open, sheetWith(wide), wide, person(1), key, now);
    const first = await send('k'.repeat(16), NOW);
    expect(await send('k'.repeat(16), later(20 * DAY))).toEqual({ ...first, fresh: false });
    expect(await send(undefined, later(9 * MINUTE))).toEqual({ ...first, fresh: false });
    expect(await send(undefined, later(10 * MINUTE))).toEqual({ refused: 'already' });
  });

  test('is found even when the slot has filled up meanwhile', async () => {
    const code = await booked(1);
    await booked(2);
    await booked(3);
    expect(await booked(1)).toBe(code);
  });

  test('after cancelling is a new sign-up', async () => {
    const code = await booked(1);
    await cancelled(code, NOW);
    expect(await booked(1)).not.toBe(code);
  });
});

describe('cancelling', () => {
  test.each([
    ['a day ahead', 24, 'done', 0],
    ['two hours ahead', 2, 'done', 0],
    ['within two hours', 1.99, 'done', 1],
    ['while it runs', -0.5, 'done', 1],
    ['when it is over', -1, 'refused', 0],
  ])('%s', async (_, hoursAhead, deal, late) => {
    const slot = slotOf('oil', 5, hoursAhead);
    const code = await booked(1, slot, later(-9 * HOUR));
    expect(await cancelled(code, NOW)).toBe(deal);
    expect(await rows('signups')).toMatchObject([{ state: deal === 'done' ? 'cancelled' : 'booked', late }]);
  });

  test('what was fetched can’t be cancelled', async () => {
    const code = await booked(1);
    await env.DB.exec("update signups set state = 'collected'");
    expect(await cancelled(code, NOW)).toBe('refused');
  });

  test('is overtaken by somebody who was faster, and changes nothing', async () => {
    const record = await recordOfCode(await booked(1));
    const open = await store();
    expect(await cancel(open, sheet, record, NOW)).toBe('done');
    expect(await erase(open, sheet, record, NOW)).toBe('overtaken');
    expect(await rows('signups', 'sealed is not null')).toHaveLength(1);
  });
});

test('a sign-up is to be purged seven real days after its slot', async () => {
  await booked(1);
  expect(await rows('signups')).toMatchObject([
    { purge_at: rice.endsAt - OFFSET + 7 * DAY, asked_at: NOW.town, received_at: NOW.real, slot_starts: rice.startsAt },
  ]);
  const [row] = await rows('signups');
  expect(JSON.parse(String(row?.['slot_words']))).toEqual({
    key: rice.key,
    kind: 'supply',
    of: 'rice',
    title: '大米',
    place: '东门',
    startsAt: rice.startsAt,
    endsAt: rice.endsAt,
  });
});
