import { asc, desc, gt, sql } from 'drizzle-orm';
import { anchors, events } from '../../db/schema/events.ts';
import { dayOf, type Instant } from '../../domain/clock.ts';
import { brokenAt, type EventRow } from './events.ts';
import type { Db, Store } from './store.ts';

export type Anchor = typeof anchors.$inferSelect;

// The order in which events were stored; nothing is ever deleted from between them.
const stored = sql<number>`rowid`;
const PAGE = 5000;
const encoder = new TextEncoder();

/** The hash that an anchor has: of the one before it and of every event since. */
const anchorHash = async (before: string, hashes: readonly string[]): Promise<string> => {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode([before, ...hashes].join('\n')));
  return Buffer.from(digest).toString('hex');
};

const hashesAfter = async (db: Db, after: number): Promise<string[]> => {
  const hashes: string[] = [];
  for (;;) {
    const page = await db
      .select({ hash: events.hash })
      .from(events)
      .where(gt(stored, after + hashes.length))
      .orderBy(asc(stored))
      .limit(PAGE);
    hashes.push(...page.map(({ hash }) => hash));
    if (page.length < PAGE) return hashes;
  }
};

/**
 * Anchors the whole log once a day: what is changed afterwards no longer adds up to it. The hash is also logged and
 * printed on the hand-over page, where whoever changes the database can't reach it.
 * @param at real time
 * @returns the day's new anchor; nothing where it has one
 */
export const anchorLog = async (db: Db, at: Instant): Promise<Anchor | undefined> => {
  const day = dayOf(at);
  const [last] = await db.select().from(anchors).orderBy(desc(anchors.day)).limit(1);
  if (last && last.day >= day) return undefined;
  const hashes = await hashesAfter(db, last?.events ?? 0);
  const anchor = { day, events: (last?.events ?? 0) + hashes.length, hash: await anchorHash(last?.hash ?? '', hashes), madeAt: at };
  const [made] = await db.insert(anchors).values(anchor).onConflictDoNothing().returning();
  return made;
};

/**
 * Anchors the log of every database, each by itself.
 * @param at real time
 * @returns the day's new anchors, by the place of their database among them: 0 is the town's own
 */
export const anchorLogs = async ({ dbsOf }: Pick<Store, 'dbsOf'>, at: Instant): Promise<(Anchor & { database: number })[]> => {
  const made = await Promise.all(dbsOf().map((db) => anchorLog(db, at)));
  return made.flatMap((anchor, database) => (anchor ? [{ ...anchor, database }] : []));
};

/** What is wrong with the log: a record whose chain breaks at an event, or a day that does not add up. */
export type LogFault = { record: string; seq: number } | { day: string };

/**
 * Checks every chain, and the log against its anchors.
 * @param log every event in the order in which it was stored
 */
export const faultsInLog = async (log: readonly EventRow[], kept: readonly Anchor[]): Promise<LogFault[]> => {
  const faults: LogFault[] = [];
  for (const [record, chain] of Map.groupBy(log, ({ recordKind, recordId }) => `${recordKind}/${recordId}`)) {
    const seq = await brokenAt(chain.toSorted((one, other) => one.seq - other.seq));
    if (seq !== undefined) faults.push({ record, seq });
  }
  let before: Anchor | undefined;
  for (const anchor of kept.toSorted((one, other) => one.day.localeCompare(other.day))) {
    const hashes = log.slice(before?.events ?? 0, anchor.events).map(({ hash }) => hash);
    const isWhole = log.length >= anchor.events && anchor.hash === (await anchorHash(before?.hash ?? '', hashes));
    if (!isWhole) faults.push({ day: anchor.day });
    before = anchor;
  }
  return faults;
};
