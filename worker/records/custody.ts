import { and, eq, type SQL } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { cards, findings } from '../../db/schema/medicine.ts';
import { items, notes, type requests } from '../../db/schema/requests.ts';
import type { Instant } from '../../domain/clock.ts';
import { isEnded, type Outcome, type RequestState } from '../../domain/status.ts';
import type { Moment } from '../moment.ts';
import { endOf, type Keeping } from './cancellations.ts';
import type { EventRow } from './events.ts';
import { NO_LOOKUPS } from './lookups.ts';
import { unprove } from './receipts.ts';
import type { RequestRecord } from './record.ts';
import type { Db } from './store.ts';

/** What of a resident's is in the team's hands: the insurance card, a bag of drugs that was paid for. */
export interface Custody {
  card: boolean;
  bag: boolean;
}

const NOTHING_OUT: Custody = { card: false, bag: false };

// The chain says it: each of these deeds is stored with its event or not at all.
type IsDeed = (event: EventRow) => boolean;
const since = ({ events }: RequestRecord, taken: IsDeed, given: IsDeed): boolean =>
  events.findLastIndex(taken) > events.findLastIndex(given);

/** What is out, as the request's chain tells it. */
export const custodyOf = (record: RequestRecord): Custody => {
  const { row, items } = record;
  if (row.erasedAt !== null) return NOTHING_OUT;
  const card = since(
    record,
    ({ deed }) => deed === 'card-collected',
    // The bag and the card may come back in one tap.
    ({ deed, detail }) => deed === 'card-returned' || (deed === 'delivered' && 'card' in detail),
  );
  const bought = since(
    record,
    ({ deed, detail }) => deed === 'outcome' && Number(detail['got'] ?? 0) > 0,
    ({ deed }) => deed === 'delivered',
  );
  return { card, bag: bought && !isEnded(row.state) && row.state !== 'delivered' && items.some(({ got }) => got > 0) };
};

export const isOut = ({ card, bag }: Custody): boolean => card || bag;

/** Into which end a request goes whose resident wants to be forgotten: what was delivered was delivered. */
export const endFor = (state: RequestState): { state: RequestState; outcome?: Outcome } => {
  if (isEnded(state)) return { state };
  return state === 'delivered' ? { state: 'done', outcome: 'delivered' } : { state: 'cancelled', outcome: 'withdrawn' };
};

/** The columns of a request that was forgotten. @param at town time */
export const forgotten = (at: Instant) => ({ ...NO_LOOKUPS, changedAt: at, erasedAt: at });

const UNSEALED = { sealed: null, keyId: null };

/** The statements that forget what else is sealed about a request: its drugs, notes, doors, substitutes, and the proof of its receipts. */
export const forgetRest = (db: Db, { recordId }: Pick<RequestRecord, 'recordId'>, at: Instant, condition: SQL): BatchItem<'sqlite'>[] => [
  db
    .update(items)
    .set({ ...UNSEALED, changedAt: at })
    .where(and(eq(items.requestId, recordId), condition)),
  db
    .update(notes)
    .set(UNSEALED)
    .where(and(eq(notes.recordKind, 'request'), eq(notes.recordId, recordId), condition)),
  db
    .update(cards)
    .set(UNSEALED)
    .where(and(eq(cards.requestId, recordId), condition)),
  db
    .update(findings)
    .set(UNSEALED)
    .where(and(eq(findings.requestId, recordId), condition)),
  unprove(db, { recordKind: 'request', recordId }, condition),
];

/** Whether a request waits for its card and bag, to be forgotten then. */
export const isClosing = ({ eraseAt, erasedAt }: Pick<typeof requests.$inferSelect, 'eraseAt' | 'erasedAt'>): boolean =>
  eraseAt !== null && erasedAt === null;

/**
 * What a deed that brings something back adds to a request that waits to be forgotten: when nothing more is out, it is
 * forgotten in the same batch.
 * @param after what is still out after the deed
 */
export const endOfCustody = (db: Db, keeping: Keeping, record: RequestRecord, after: Custody, now: Moment) => {
  const { row } = record;
  if (!isClosing(row) || isOut(after)) return { state: undefined, set: {}, rest: () => [], erased: false };
  const { state, ...outcome } = endFor(row.state);
  const set = { ...outcome, ...forgotten(now.town), ...(row.endedAt === null && endOf(keeping, now)) };
  return { state, set, rest: (condition: SQL) => forgetRest(db, record, now.town, condition), erased: true };
};

/** What is still out for a request, the card before the bag. Either is an event of its chain: whoever changes it meanwhile is overtaken. */
export const outFor = (record: RequestRecord): keyof Custody | undefined => {
  const { card, bag } = custodyOf(record);
  if (card) return 'card';
  return bag ? 'bag' : undefined;
};
