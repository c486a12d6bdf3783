import { and, eq } from 'drizzle-orm';
import { items, requests } from '../../db/schema/requests.ts';
import { signups } from '../../db/schema/signups.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { isLateCancel } from '../../domain/slot.ts';
import type { Moment } from '../moment.ts';
import { type Deal, endOf } from './cancellations.ts';
import { happened, stillLast } from './events.ts';
import { NO_LOOKUPS } from './lookups.ts';
import { unprove } from './receipts.ts';
import { type AnyRecord, nextEvent, type RequestRecord, type SignupRecord } from './record.ts';
import { changeWithEvent } from './rows.ts';
import type { Store } from './store.ts';
import { rightsOf } from './view.ts';

const eraseSignup = async ({ db }: Store, record: SignupRecord, now: Moment): Promise<boolean> => {
  const { row } = record;
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

const eraseRequest = async ({ db }: Store, sheet: Sheet, record: RequestRecord, now: Moment): Promise<boolean> => {
  const { row } = record;
  const cancels = rightsOf(record, now).cancel;
  const state = cancels ? 'cancelled' : row.state;
  const { last, event } = await nextEvent(record, { at: now.town, deed: 'erased', state, detail: {} });
  const change = db
    .update(requests)
    .set({ ...NO_LOOKUPS, state, changedAt: now.town, erasedAt: now.town, ...(cancels && endOf(sheet, now)) })
    .where(and(eq(requests.id, row.id), stillLast(last)))
    .returning({ id: requests.id });
  const drugs = db
    .update(items)
    .set({ sealed: null, keyId: null, changedAt: now.town, ...(cancels && { state: 'cancelled' as const }) })
    .where(and(eq(items.requestId, row.id), happened(event)));
  return changeWithEvent(db, change, event, drugs, unprove(db, record, happened(event)));
};

/**
 * Forgets who sent a record: the sealed data and the keyed hashes of phone, door and content go; what remains is that
 * there was a sign-up or a request, and its receipt. What can be cancelled is cancelled with it.
 */
export const erase = async (store: Store, sheet: Sheet, record: AnyRecord, now: Moment): Promise<Deal> => {
  if (record.row.erasedAt !== null) return 'done';
  if (!rightsOf(record, now).erase) return 'refused';
  const changed = record.recordKind === 'signup' ? eraseSignup(store, record, now) : eraseRequest(store, sheet, record, now);
  return (await changed) ? 'done' : 'overtaken';
};
