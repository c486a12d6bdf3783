import { env, exports } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import { DAY } from '../../domain/clock.ts';
import { askFor } from '../../worker/records/asking.ts';
import { cancel } from '../../worker/records/cancellations.ts';
import { findReceipt } from '../../worker/records/receipts.ts';
import { recordOf } from '../../worker/records/record.ts';
import { purge } from '../../worker/records/retention.ts';
import { signUp } from '../../worker/records/signingup.ts';
import { count, forget, rows } from '../routes/portal.ts';
import { momentIn } from '../../worker/moment.ts';
import { NOW, OFFSET, person, pills, sheetWith, slotOf, store } from './town.ts';

beforeEach(forget);

const rice = slotOf('rice', 5);
const sheet = sheetWith(rice);
const medicine = sheet.services[0] ?? expect.unreachable();

test('a sign-up goes seven days after its slot, with its receipt; its events and the other one stay', async () => {
  const open = await store();
  const next = slotOf('oil', 5, 48);
  await signUp(open, sheet, rice, person(1), undefined, NOW);
  await signUp(open, sheetWith(next), next, person(1), undefined, NOW);
  const end = rice.endsAt - OFFSET + 7 * DAY;
  expect(await purge(open, momentIn(OFFSET, end - 1))).toEqual({ signups: 0, requests: 0 });
  const events = await count('events');
  expect(await purge(open, momentIn(OFFSET, end))).toEqual({ signups: 1, requests: 0 });
  expect(await rows('signups')).toMatchObject([{ of: 'oil' }]);
  expect(await rows('receipts')).toHaveLength(1);
  expect(await count('events')).toBe(events);
});

test('a request goes thirty days after its end, with its drugs; one that is open stays however old', async () => {
  const open = await store();
  const { code } = await askFor(open, sheet, medicine, pills(1), undefined, NOW);
  await askFor(open, sheet, medicine, pills(2), undefined, NOW);
  await env.DB.prepare(
    "insert into notes (id, town, committee, compound, record_kind, record_id, kind, by, at) select 'n' || id, town, committee, compound, 'request', id, 'note', 'somebody', 1 from requests",
  ).run();
  const receipt = (await findReceipt(open, 'ju', code)) ?? expect.unreachable();
  await cancel(open, sheet, (await recordOf(open, receipt)) ?? expect.unreachable(), NOW);
  expect(await purge(open, momentIn(OFFSET, NOW.real + 30 * DAY - 1))).toEqual({ signups: 0, requests: 0 });
  expect(await purge(open, momentIn(OFFSET, NOW.real + 300 * DAY))).toEqual({ signups: 0, requests: 1 });
  expect(await rows('requests')).toMatchObject([{ state: 'received' }]);
  expect(await rows('items')).toHaveLength(2);
  expect(await rows('notes')).toHaveLength(1);
  expect(await findReceipt(open, 'ju', code)).toBeUndefined();
});

test('more than one batch is purged in one run', async () => {
  const open = await store();
  await signUp(open, sheet, rice, person(1), undefined, NOW);
  const columns =
    'town, committee, compound, kind, "of", slot_id, slot_key, slot_words, slot_starts, slot_ends, state, late, actor, source, asked_at, changed_at, received_at, purge_at';
  await env.DB.prepare(
    `with recursive n(at) as (select 1 union all select at + 1 from n where at < 450) insert into signups (id, ${columns}) select 'old' || at, ${columns} from signups, n`,
  ).run();
  expect(await purge(open, momentIn(OFFSET, rice.endsAt - OFFSET + 8 * DAY))).toEqual({ signups: 451, requests: 0 });
  expect(await rows('slots')).toMatchObject([{ taken: 0 }]);
});

test('the worker purges by itself, each hour', async () => {
  const open = await store();
  await signUp(open, sheet, rice, person(1), undefined, NOW);
  await exports.default.scheduled({ scheduledTime: new Date('2026-11-24T00:23:00Z') });
  expect(await count('signups')).toBe(0);
  expect(await count('receipts')).toBe(0);
});
