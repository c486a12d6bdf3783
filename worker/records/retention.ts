import { and, eq, inArray, lt, lte, notExists, or, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { cards, findings, invoices, nightLines, nights, runs } from '../../db/schema/medicine.ts';
import { drafts, publications } from '../../db/schema/press.ts';
import { receipts } from '../../db/schema/receipts.ts';
import { items, notes, requests } from '../../db/schema/requests.ts';
import { signups } from '../../db/schema/signups.ts';
import { turnouts } from '../../db/schema/slots.ts';
import { invitations } from '../../db/schema/staff.ts';
import { DAY, dayOf } from '../../domain/clock.ts';
import type { RecordKind } from '../../domain/status.ts';
import type { Moment } from '../moment.ts';
import type { Change } from './rows.ts';
import { dropSessions } from './sessions.ts';
import type { Db, Store } from './store.ts';

// A purge is one of many statements that the database has to do in an hour: in pieces that take milliseconds.
const PIECE = 200;
const PIECES = 50;

/** For how long the desk keeps what belongs to no record: runs, night lists, turnouts. Days. */
export const DESK_KEEPS = 30;

/** Which records are due, and what goes with them; the records themselves go last, for the others are found by them. */
type Plan = (db: Db, now: Moment) => { with: readonly BatchItem<'sqlite'>[]; records: Change };

const receiptsOf = (db: Db, kind: RecordKind, due: SQL) =>
  db.delete(receipts).where(and(eq(receipts.recordKind, kind), inArray(receipts.recordId, due)));
const notesOf = (db: Db, kind: RecordKind, due: SQL) =>
  db.delete(notes).where(and(eq(notes.recordKind, kind), inArray(notes.recordId, due)));

const ofSignups: Plan = (db, { real }) => {
  const due = sql`(select id from signups where purge_at <= ${real} order by purge_at, id limit ${PIECE})`;
  return {
    with: [receiptsOf(db, 'signup', due), notesOf(db, 'signup', due)],
    records: db.delete(signups).where(inArray(signups.id, due)).returning({ id: signups.id }),
  };
};

const ofRequests: Plan = (db, { real }) => {
  // A card that is out has to be brought back to somebody: its request stays until then.
  const due = sql`(select id from requests where purge_at <= ${real}
    and not exists (select 1 from cards c where c.request_id = requests.id and c.returned_at is null)
    order by purge_at, id limit ${PIECE})`;
  const cardsDue = sql`(select id from cards where request_id in ${due})`;
  return {
    with: [
      receiptsOf(db, 'request', due),
      notesOf(db, 'request', due),
      db.delete(nightLines).where(or(inArray(nightLines.subjectId, due), inArray(nightLines.subjectId, cardsDue))),
      ...[items, findings, invoices, cards].map((table) => db.delete(table).where(inArray(table.requestId, due))),
    ],
    records: db.delete(requests).where(inArray(requests.id, due)).returning({ id: requests.id }),
  };
};

const inPieces = async (plan: Plan, db: Db, now: Moment): Promise<number> => {
  let purged = 0;
  for (let piece = 0; piece < PIECES; piece++) {
    const { with: rest, records } = plan(db, now);
    const [first, ...others] = [...rest, records];
    if (!first) break;
    const answers = await db.batch([first, ...others]);
    const gone: unknown = answers.at(-1);
    const count = Array.isArray(gone) ? gone.length : 0;
    purged += count;
    if (count < PIECE) break;
  }
  return purged;
};

/** What belongs to no record goes a month after its day, an invitation when it is over, a session a week later. */
const sweep = async (store: Store, { real, town }: Moment): Promise<void> => {
  const { db } = store;
  const before = dayOf(town - DESK_KEEPS * DAY);
  const oldNights = db.select({ id: nights.id }).from(nights).where(lt(nights.day, before));
  const onIt = db.select({ one: sql`1` }).from(items).where(eq(items.runId, runs.id));
  await db.batch([
    db.delete(nightLines).where(inArray(nightLines.nightId, oldNights)),
    db.delete(nights).where(lt(nights.day, before)),
    db.delete(runs).where(and(lt(runs.day, before), notExists(onIt))),
    db.delete(drafts).where(lt(drafts.changedAt, real - DESK_KEEPS * DAY)),
    db.delete(publications).where(lt(publications.tappedAt, real - DESK_KEEPS * DAY)),
    db.delete(invitations).where(lte(invitations.expiresAt, real)),
    dropSessions(store, real),
  ]);
};

/**
 * Deletes what is past its time, with all that hangs on it: sign-ups so many days after their slot, requests after their
 * end (`keep` of town.md, worked into `purge_at` when it became known), what the desk keeps for itself after thirty days.
 * Events stay: they name nobody.
 * @returns how many of each kind of record; at most 10,000 of a database a run, the next hour does the rest
 */
export const purge = async (store: Store, now: Moment): Promise<{ signups: number; requests: number }> => {
  let signups = 0;
  for (const db of store.dbsOf()) {
    signups += await inPieces(ofSignups, db, now);
    await db.delete(turnouts).where(lt(turnouts.at, now.town - DESK_KEEPS * DAY));
  }
  const requests = await inPieces(ofRequests, store.db, now);
  await sweep(store, now);
  return { signups, requests };
};
