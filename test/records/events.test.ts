import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { HOUR } from '../../domain/clock.ts';
import { askFor } from '../../worker/records/asking.ts';
import { cancel } from '../../worker/records/cancellations.ts';
import { correctRequest } from '../../worker/records/corrections.ts';
import { brokenAt, type EventRow } from '../../worker/records/events.ts';
import { findReceipt } from '../../worker/records/receipts.ts';
import { recordOf } from '../../worker/records/record.ts';
import { forget, rows } from '../routes/portal.ts';
import { later, NOW, pills, sheetWith, store } from './town.ts';

beforeEach(forget);

const sheet = sheetWith();
const medicine = sheet.services[0] ?? expect.unreachable();

/** A request that was made, corrected and cancelled: three events. */
const history = async (): Promise<readonly EventRow[]> => {
  const open = await store();
  const { code } = await askFor(open, sheet, medicine, pills(9), undefined, NOW);
  const receipt = (await findReceipt(open, 'ju', code)) ?? expect.unreachable();
  const reload = async () => (await recordOf(open, receipt)) ?? expect.unreachable();
  const asked = await reload();
  if (asked.recordKind !== 'request') return expect.unreachable();
  expect(await correctRequest(open, sheet, medicine, asked, [receipt], { ...pills(1), name: '王秀英（楼上）' }, later(HOUR))).toBe('done');
  expect(await cancel(open, sheet, await reload(), later(2 * HOUR))).toBe('done');
  return (await reload()).events;
};

test('a record’s events are numbered and chained, each from the state of the one before', async () => {
  const events = await history();
  expect(events.map(({ seq, deed, fromState, state, at }) => ({ seq, deed, fromState, state, at }))).toEqual([
    { seq: 1, deed: 'requested', fromState: null, state: 'received', at: NOW.town },
    { seq: 2, deed: 'corrected', fromState: 'received', state: 'received', at: later(HOUR).town },
    { seq: 3, deed: 'cancelled', fromState: 'received', state: 'cancelled', at: later(2 * HOUR).town },
  ]);
  expect(events[1]?.detail).toEqual({ fields: ['drugs', 'name'], urgent: true });
  expect(await brokenAt(events)).toBeUndefined();
});

test('a chain tells where it was tampered with', async () => {
  const events = await history();
  const tampered = (change: (event: EventRow) => Partial<EventRow>, at: number) =>
    events.map((event, index) => (index === at ? { ...event, ...change(event) } : event));
  expect(await brokenAt(tampered(() => ({ state: 'done' }), 1))).toBe(2);
  expect(await brokenAt(tampered(({ at }) => ({ at: at + 1 }), 0))).toBe(1);
  expect(await brokenAt(tampered(() => ({ detail: {} }), 1))).toBe(2);
  expect(await brokenAt(events.filter(({ seq }) => seq !== 2))).toBe(3);
});

test('nobody changes or deletes an event, nor writes its number twice', async () => {
  const [event] = await history();
  await expect(env.DB.exec("update events set state = 'done'")).rejects.toThrow('append-only');
  await expect(env.DB.exec('delete from events')).rejects.toThrow('append-only');
  const again = env.DB.prepare(
    'insert into events select ?, town, committee, compound, record_kind, record_id, seq, at, actor, deed, from_state, state, detail, prev_hash, hash, by from events where id = ?',
  );
  await expect(again.bind('other', event?.id).run()).rejects.toThrow('UNIQUE');
});

test('corrected, a request keeps the day it was promised from when it was asked', async () => {
  await history();
  expect(await rows('requests')).toMatchObject([{ urgent: 1, days_left: 1, asked_at: NOW.town, changed_at: later(2 * HOUR).town }]);
  expect(await rows('items', '1 = 1 order by seq')).toMatchObject([
    { days: 1, state: 'cancelled' },
    { days: 6, state: 'cancelled' },
  ]);
});
