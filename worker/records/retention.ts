import { and, eq, inArray, lte } from 'drizzle-orm';
import { receipts } from '../../db/schema/receipts.ts';
import { items, notes, requests } from '../../db/schema/requests.ts';
import { signups } from '../../db/schema/signups.ts';
import type { Instant } from '../../domain/clock.ts';
import type { Db } from './store.ts';

// A purge is one of many statements that the database has to do in an hour: in pieces that take milliseconds.
const PIECE = 200;
const PIECES = 50;

const purgeSignups = async (db: Db, now: Instant): Promise<number> => {
  const due = db
    .select({ id: signups.id })
    .from(signups)
    .where(lte(signups.purgeAt, now))
    .orderBy(signups.purgeAt, signups.id)
    .limit(PIECE);
  const [, , gone] = await db.batch([
    db.delete(notes).where(and(eq(notes.recordKind, 'signup'), inArray(notes.recordId, due))),
    db.delete(receipts).where(and(eq(receipts.recordKind, 'signup'), inArray(receipts.recordId, due))),
    db.delete(signups).where(inArray(signups.id, due)).returning({ id: signups.id }),
  ]);
  return gone.length;
};

const purgeRequests = async (db: Db, now: Instant): Promise<number> => {
  const due = db
    .select({ id: requests.id })
    .from(requests)
    .where(lte(requests.purgeAt, now))
    .orderBy(requests.purgeAt, requests.id)
    .limit(PIECE);
  const [, , , gone] = await db.batch([
    db.delete(notes).where(and(eq(notes.recordKind, 'request'), inArray(notes.recordId, due))),
    db.delete(receipts).where(and(eq(receipts.recordKind, 'request'), inArray(receipts.recordId, due))),
    db.delete(items).where(inArray(items.requestId, due)),
    db.delete(requests).where(inArray(requests.id, due)).returning({ id: requests.id }),
  ]);
  return gone.length;
};

const inPieces = async (purge: (db: Db, now: Instant) => Promise<number>, db: Db, now: Instant): Promise<number> => {
  let purged = 0;
  for (let piece = 0; piece < PIECES; piece++) {
    const gone = await purge(db, now);
    purged += gone;
    if (gone < PIECE) break;
  }
  return purged;
};

/**
 * Deletes what is past its time, with its receipts, notes and drugs: sign-ups so many days after their slot, requests after
 * their end (`keep` of town.md, worked into `purge_at` when it became known). Events stay: they name nobody.
 * @param now real time
 * @returns how many of each; at most 10,000 a run, the next hour does the rest
 */
export const purge = async (db: Db, now: Instant): Promise<{ signups: number; requests: number }> => ({
  signups: await inPieces(purgeSignups, db, now),
  requests: await inPieces(purgeRequests, db, now),
});
