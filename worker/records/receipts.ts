import { and, eq, isNull, lte, or, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { receipts } from '../../db/schema/receipts.ts';
import { DAY, type Instant } from '../../domain/clock.ts';
import { lastFour } from '../../domain/phone.ts';
import { CODE_LENGTH, codeFrom, TRIES } from '../../domain/receipt.ts';
import type { Whereabouts } from '../../domain/sheet.ts';
import { hashOf, isHashOf } from '../lookup.ts';
import { seal, unseal } from '../seal.ts';
import { orderedId } from './ids.ts';
import type { RecordName } from './record.ts';
import { insertIf } from './rows.ts';
import { type Db, inDbOf, type Store } from './store.ts';
import { IF_STORED, insertGaps, writtenOnce } from './written.ts';

export type Receipt = typeof receipts.$inferSelect;

// The last four digits are ten thousand: bound to their receipt, one hash says nothing about another's.
const fourOf = (id: string, phone: string) => ['four', id, lastFour(phone)] as const;

/** A new receipt's row and its code: made once, found by its keyed hash, kept sealed so that it can be printed again. */
export const newReceipt = async (
  { keys }: Store,
  whose: Whereabouts,
  record: RecordName,
  phone: string,
  at: Instant,
  id: string = orderedId(),
) => {
  const code = codeFrom(crypto.getRandomValues(new Uint8Array(CODE_LENGTH)));
  const [codeHash, sealed, last4] = await Promise.all([
    hashOf(keys, 'code', code),
    seal(keys, `receipts/${id}`, code),
    hashOf(keys, ...fourOf(id, phone)),
  ]);
  const row: Receipt = { id, ...whose, ...record, codeHash, ...sealed, last4, tries: 0, lockedUntil: null, madeAt: at };
  return { row, code };
};

/** Stores a receipt together with its record, or not at all. */
export const keepReceipt = (db: Db, row: Receipt, condition: SQL) => insertIf(db, receipts, row, condition);

/** Stores a new record's receipt with its first event. */
export const storeReceipt = writtenOnce((db) => insertGaps(db, receipts, IF_STORED));

/** The query that finds a code's receipt at a committee. */
export const receiptQuery = (db: Db, committee: string, codeHash: string) =>
  db
    .select()
    .from(receipts)
    .where(and(eq(receipts.codeHash, codeHash), eq(receipts.committee, committee)))
    .limit(1);

/** The receipt of a code at a committee, or nothing. @param code as {@link codeTyped} gives it */
export const findReceipt = async ({ db, dbOf, keys }: Store, committee: string, code: string): Promise<Receipt | undefined> => {
  const codeHash = await hashOf(keys, 'code', code);
  // A sign-up's is with the committee's sign-ups, a request's in the town's own.
  for (const one of new Set([dbOf(committee), db])) {
    const [receipt] = await receiptQuery(one, committee, codeHash);
    if (receipt) return receipt;
  }
  return undefined;
};

/** A record's receipts, the first one first: several where two requests turned out to be one. */
export const receiptsOf = (db: Db, { recordKind, recordId }: RecordName) =>
  db
    .select()
    .from(receipts)
    .where(and(eq(receipts.recordKind, recordKind), eq(receipts.recordId, recordId)))
    .orderBy(receipts.madeAt);

/** The code of a receipt; nothing where it was never kept. */
export const codeIn = async ({ keys }: Pick<Store, 'keys'>, { id, sealed }: Receipt): Promise<string | undefined> =>
  sealed ? unseal(keys, `receipts/${id}`, sealed, z.string()) : undefined;

/** Whether a phone's last four digits prove a receipt: asked by the desk, it costs no try. */
export const isProvenBy = async ({ keys }: Pick<Store, 'keys'>, { id, last4 }: Receipt, phone: string): Promise<boolean> =>
  last4 !== null && isHashOf(keys, last4, ...fourOf(id, phone));

/** The receipt of a code at whatever committee. @param code as {@link codeTyped} gives it */
export const receiptWith = async ({ dbsOf, keys }: Store, code: string): Promise<Receipt | undefined> => {
  const codeHash = await hashOf(keys, 'code', code);
  const found = await Promise.all(dbsOf().map((db) => db.select().from(receipts).where(eq(receipts.codeHash, codeHash)).limit(1)));
  return found.flat()[0];
};

/** The code of a record's first receipt. @param store at the database that the record is in @throws Error if the record has none */
export const codeOf = async ({ db, keys }: Pick<Store, 'db' | 'keys'>, { recordKind, recordId }: RecordName): Promise<string> => {
  const [receipt] = await db
    .select()
    .from(receipts)
    .where(and(eq(receipts.recordKind, recordKind), eq(receipts.recordId, recordId)))
    .orderBy(receipts.madeAt)
    .limit(1);
  if (!receipt?.sealed) throw new Error('a record without a receipt');
  return unseal(keys, `receipts/${receipt.id}`, receipt.sealed, z.string());
};

/** What came of a try: right, wrong with so many left, or locked for the day. */
export type Proof = 'right' | 'locked' | { left: number };

/**
 * Checks the last four digits of the phone. The try is counted before it is judged, in one statement, so that
 * many at once have no more tries than one after the other; the fifth locks the receipt for a day.
 * @param now real time
 */
export const proveFour = async (store: Store, receipt: Receipt, four: string, now: Instant): Promise<Proof> => {
  const { db, keys } = inDbOf(store, receipt);
  const { id } = receipt;
  // A lock that has run out leaves five tries, not one.
  const tries = sql`case when ${receipts.lockedUntil} is null then ${receipts.tries} + 1 else 1 end`;
  const [counted] = await db
    .update(receipts)
    .set({ tries, lockedUntil: sql`case when ${tries} >= ${TRIES} then ${now + DAY} end` })
    .where(and(eq(receipts.id, id), or(isNull(receipts.lockedUntil), lte(receipts.lockedUntil, now))))
    .returning({ tries: receipts.tries, last4: receipts.last4 });
  if (!counted) return 'locked';
  if (counted.last4 && (await isHashOf(keys, counted.last4, ...fourOf(id, four)))) {
    await db.update(receipts).set({ tries: 0, lockedUntil: null }).where(eq(receipts.id, id));
    return 'right';
  }
  return counted.tries >= TRIES ? 'locked' : { left: TRIES - counted.tries };
};

/** The change that lets another phone prove a receipt from now on; the caller adds when. */
export const reprove = async ({ db, keys }: Pick<Store, 'db' | 'keys'>, { id }: Pick<Receipt, 'id'>, phone: string) => {
  const last4 = await hashOf(keys, ...fourOf(id, phone));
  const change = db.update(receipts).set({ last4 });
  return { where: (condition: SQL) => change.where(and(eq(receipts.id, id), condition)) };
};

/** The statement after which nobody can prove a record's receipts: they show that it was erased, and no more. */
export const unprove = (db: Db, { recordKind, recordId }: RecordName, condition: SQL) =>
  db
    .update(receipts)
    .set({ last4: null })
    .where(and(eq(receipts.recordKind, recordKind), eq(receipts.recordId, recordId), condition));
