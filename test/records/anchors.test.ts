import { env } from 'cloudflare:workers';
import { asc, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anchors, events } from '../../db/schema/events.ts';
import { DAY } from '../../domain/clock.ts';
import { anchorLog, faultsInLog } from '../../worker/records/anchors.ts';
import { askFor } from '../../worker/records/asking.ts';
import { forget, rows } from '../routes/portal.ts';
import { NOW, pills, sheetWith, store } from './town.ts';

const sheet = sheetWith();
const medicine = sheet.services[0] ?? expect.unreachable();
const GUARDS = ['events_keep', 'events_stay', 'anchors_keep', 'anchors_stay'];
let triggers: string[] = [];

// Somebody who owns the machine can take the triggers away: the chains and anchors are for him.
beforeEach(async () => {
  await forget();
  triggers = (await rows('sqlite_master', `name in (${GUARDS.map((name) => `'${name}'`).join()})`)).map(({ sql }) => String(sql));
  expect(triggers).toHaveLength(4);
});
afterEach(async () => {
  for (const name of GUARDS) await env.DB.prepare(`drop trigger if exists ${name}`).run();
  for (const table of ['anchors', 'events']) await env.DB.prepare(`delete from ${table}`).run();
  for (const sql of triggers) await env.DB.prepare(sql).run();
});

const unguard = async () => {
  for (const name of GUARDS) await env.DB.prepare(`drop trigger ${name}`).run();
};

const ask = async (days: number) => askFor(await store(), sheet, medicine, pills(days), undefined, NOW);
const check = async () => {
  const { db } = await store();
  return faultsInLog(await db.select().from(events).orderBy(asc(sql`rowid`)), await db.select().from(anchors));
};

test('a day is anchored once, and every day adds to the one before', async () => {
  const { db } = await store();
  await ask(5);
  const first = await anchorLog(db, NOW.real);
  expect(await anchorLog(db, NOW.real + 1000)).toBeUndefined();
  await ask(6);
  const second = await anchorLog(db, NOW.real + DAY);
  expect(Number(second?.events) - Number(first?.events)).toBe(1);
  expect(second?.hash).toMatch(/^[0-9a-f]{64}$/);
  expect(second?.hash).not.toBe(first?.hash);
  await ask(7);
  expect(await check()).toEqual([]);
});

test('an anchor can’t be changed or deleted', async () => {
  await anchorLog((await store()).db, NOW.real);
  await expect(env.DB.prepare("update anchors set hash = ''").run()).rejects.toThrow('append-only');
  await expect(env.DB.prepare('delete from anchors').run()).rejects.toThrow('append-only');
});

test('a changed row is found, in its chain and on its day', async () => {
  await ask(5);
  await anchorLog((await store()).db, NOW.real);
  await unguard();
  const [last] = await rows('events', '1 = 1 order by rowid desc limit 1');
  await env.DB.prepare("update events set state = 'done' where id = ?").bind(last?.['id']).run();
  expect(await check()).toEqual([{ record: `request/${last?.['record_id']}`, seq: 1 }]);
  // Whoever also makes the hash fit is found by the anchor.
  await env.DB.prepare("update events set state = 'received', hash = ? where id = ?").bind('0'.repeat(64), last?.['id']).run();
  expect(await check()).toEqual([{ record: `request/${last?.['record_id']}`, seq: 1 }, { day: '2025-10-18' }]);
});

test('a record that was removed with all its events is missed on its day', async () => {
  await ask(5);
  await anchorLog((await store()).db, NOW.real);
  await unguard();
  await env.DB.prepare('delete from events where rowid = (select max(rowid) from events)').run();
  expect(await check()).toEqual([{ day: '2025-10-18' }]);
});
