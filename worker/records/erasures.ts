import { and, eq, isNotNull, isNull, type SQL } from 'drizzle-orm';
import { items, requests } from '../../db/schema/requests.ts';
import { signups } from '../../db/schema/signups.ts';
import { unsettled } from '../../domain/chain.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { isLateCancel } from '../../domain/slot.ts';
import type { Moment } from '../moment.ts';
import { type Deal, endOf, type Keeping } from './cancellations.ts';
import { custodyOf, endFor, forgetRest, forgotten, isOut } from './custody.ts';
import { type Hand, happened, stillLast } from './events.ts';
import { NO_LOOKUPS } from './lookups.ts';
import { unprove } from './receipts.ts';
import { type AnyRecord, nextEvent, type RequestRecord, recordOf, type SignupRecord } from './record.ts';
import { changeWithEvent } from './rows.ts';
import type { Db, Store } from './store.ts';
import { rightsOf } from './view.ts';

const SYSTEM: Hand = { actor: 'system', by: null };

const eraseSignup = async ({ dbOf }: Store, record: SignupRecord, now: Moment): Promise<boolean> => {
  const { row } = record;
  const db = dbOf(row.committee);
  const cancels = rightsOf(record, now).cancel;
  const state = cancels ? 'cancelled' : row.state;
  const late = cancels ? isLateCancel(row.slotStarts, now.town) : row.late;
  // A household that has had its share keeps its claim, which names nobody: else it could come twice.
  const claim = state === 'cancelled' ? null : row.claim;
  const { last, event } = await nextEvent(record, { at: now.town, deed: 'erased', state, detail: {} });
  const change = db
    .update(signups)
    .set({ ...NO_LOOKUPS, claim, state, late, changedAt: now.town, erasedAt: now.town })
    .where(and(eq(signups.id, row.id), stillLast(last)))
    .returning({ id: signups.id });
  return changeWithEvent(db, change, event, unprove(db, record, happened(event)));
};

const eraseRequest = async ({ db }: Store, keeping: Keeping, record: RequestRecord, now: Moment, hand?: Hand): Promise<boolean> => {
  const { row } = record;
  const end = endFor(row.state);
  const { last, event } = await nextEvent(record, { at: now.town, deed: 'erased', state: end.state, detail: {} }, hand);
  const change = db
    .update(requests)
    .set({ ...end, ...forgotten(now.town), ...(row.endedAt === null && endOf(keeping, now)) })
    .where(and(eq(requests.id, row.id), stillLast(last)))
    .returning({ id: requests.id });
  return changeWithEvent(
    db,
    change,
    event,
    ...dropRest(db, record, happened(event), now),
    ...forgetRest(db, record, now.town, happened(event)),
  );
};

/** What is not settled yet is not fetched any more. */
const dropRest = (db: Db, { recordId, items: drugs }: RequestRecord, condition: SQL, { town }: Moment) =>
  unsettled(drugs).map(({ id }) =>
    db
      .update(items)
      .set({ state: 'cancelled', runId: null, changedAt: town })
      .where(and(eq(items.id, id), eq(items.requestId, recordId), condition)),
  );

/** The resident sees it closed; card and bag are still out, and the desk needs door and name to bring them back. */
const closeRequest = async ({ db }: Store, record: RequestRecord, now: Moment): Promise<boolean> => {
  const { row } = record;
  const state = custodyOf(record).bag ? 'bought' : row.state;
  const { last, event } = await nextEvent(record, { at: now.town, deed: 'cancelled', state, detail: { erase: true } });
  const change = db
    .update(requests)
    .set({ state, eraseAt: now.town, changedAt: now.town })
    .where(and(eq(requests.id, row.id), stillLast(last)))
    .returning({ id: requests.id });
  return changeWithEvent(db, change, event, ...dropRest(db, record, happened(event), now));
};

/**
 * Forgets who sent a record: the sealed data and the keyed hashes of phone, door and content go; what remains is that
 * there was a sign-up or a request, and its receipt. What is under way is cancelled with it. Where a card or a bag is out
 * the request is closed for its resident, and forgotten by the deed that brings the last of them back.
 */
export const erase = async (store: Store, sheet: Sheet, record: AnyRecord, now: Moment): Promise<Deal> => {
  if (record.row.erasedAt !== null) return 'done';
  if (!rightsOf(record, now).erase) return 'refused';
  if (record.recordKind === 'signup') return (await eraseSignup(store, record, now)) ? 'done' : 'overtaken';
  const changed = isOut(custodyOf(record)) ? closeRequest(store, record, now) : eraseRequest(store, sheet, record, now);
  return (await changed) ? 'done' : 'overtaken';
};

// What is left of an erased request names nobody: it may stay for as long as any town keeps requests.
const LONGEST: Keeping = { town: { keep: { requests: 30 } } };
const MOST = 100;

/**
 * Forgets the requests whose residents asked for it and whose card and bag are back, where the deed that ended their
 * custody did not do it: each hour.
 * @returns how many
 */
export const eraseReturned = async (store: Store, now: Moment): Promise<number> => {
  const waiting = await store.db
    .select({ id: requests.id })
    .from(requests)
    .where(and(isNotNull(requests.eraseAt), isNull(requests.erasedAt)))
    .limit(MOST);
  let erased = 0;
  for (const { id } of waiting) {
    const record = await recordOf(store, { recordKind: 'request', recordId: id });
    if (record?.recordKind !== 'request' || isOut(custodyOf(record))) continue;
    if (await eraseRequest(store, LONGEST, record, now, SYSTEM)) erased++;
  }
  return erased;
};
