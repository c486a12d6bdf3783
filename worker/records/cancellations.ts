import { and, eq } from 'drizzle-orm';
import { items, requests } from '../../db/schema/requests.ts';
import { signups } from '../../db/schema/signups.ts';
import { DAY } from '../../domain/clock.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { isLateCancel } from '../../domain/slot.ts';
import type { Moment } from '../moment.ts';
import { type Hand, happened, RESIDENT, stillLast } from './events.ts';
import { type AnyRecord, nextEvent, type RequestRecord, type SignupRecord } from './record.ts';
import { changeWithEvent } from './rows.ts';
import type { Store } from './store.ts';
import { rightsOf } from './view.ts';

/** Done, refused because it is too late for it, or overtaken: somebody else changed the record at the same moment. */
export type Deal = 'done' | 'refused' | 'overtaken';

const cancelSignup = async ({ dbOf }: Store, record: SignupRecord, now: Moment, hand: Hand): Promise<boolean> => {
  const db = dbOf(record.row.committee);
  const late = isLateCancel(record.row.slotStarts, now.town);
  const { last, event } = await nextEvent(record, { at: now.town, deed: 'cancelled', state: 'cancelled', detail: { late } }, hand);
  const change = db
    .update(signups)
    .set({ state: 'cancelled', late, changedAt: now.town })
    .where(and(eq(signups.id, record.recordId), stillLast(last)))
    .returning({ id: signups.id });
  return changeWithEvent(db, change, event);
};

/** For how many days a town keeps requests after their end: a sheet says it. */
export interface Keeping {
  town: { keep: { requests: number } };
}

/** The end of a request: its time until the purge begins. */
export const endOf = ({ town }: Keeping, now: Moment) => ({ endedAt: now.real, purgeAt: now.real + town.keep.requests * DAY });

const cancelRequest = async ({ db }: Store, sheet: Sheet, record: RequestRecord, now: Moment, hand: Hand): Promise<boolean> => {
  const { last, event } = await nextEvent(record, { at: now.town, deed: 'cancelled', state: 'cancelled', detail: {} }, hand);
  const change = db
    .update(requests)
    .set({ state: 'cancelled', changedAt: now.town, ...endOf(sheet, now) })
    .where(and(eq(requests.id, record.recordId), stillLast(last)))
    .returning({ id: requests.id });
  const drugs = db
    .update(items)
    .set({ state: 'cancelled', changedAt: now.town })
    .where(and(eq(items.requestId, record.recordId), happened(event)));
  return changeWithEvent(db, change, event, drugs);
};

/**
 * Cancels a sign-up, which frees its place and its household's turn, or a request that nobody has started on.
 * @param hand who does it; the resident, unless somebody of the desk does
 * Within two hours of its slot a sign-up is marked late. What is cancelled already is done.
 */
export const cancel = async (store: Store, sheet: Sheet, record: AnyRecord, now: Moment, hand: Hand = RESIDENT): Promise<Deal> => {
  if (record.row.state === 'cancelled') return 'done';
  if (!rightsOf(record, now).cancel) return 'refused';
  const changed = record.recordKind === 'signup' ? cancelSignup(store, record, now, hand) : cancelRequest(store, sheet, record, now, hand);
  return (await changed) ? 'done' : 'overtaken';
};
