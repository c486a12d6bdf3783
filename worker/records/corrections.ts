import { and, eq, sql } from 'drizzle-orm';
import { items, requests } from '../../db/schema/requests.ts';
import { signups } from '../../db/schema/signups.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { canonical } from '../lookup.ts';
import type { Moment } from '../moment.ts';
import { seal } from '../seal.ts';
import type { Deal } from './cancellations.ts';
import { happened, stillLast } from './events.ts';
import { drugsOf } from './items.ts';
import { lookupsOf } from './lookups.ts';
import { type Receipt, reprove } from './receipts.ts';
import { askedOf, nextEvent, personOf, type RequestRecord, type SignupRecord } from './record.ts';
import { keepItems, outcomeOf, type RequestInput, type Service } from './requests.ts';
import { changeWithEvent } from './rows.ts';
import { claimHash, isHeld, type SignupInput } from './signups.ts';
import type { Store } from './store.ts';
import { rightsOf } from './view.ts';

/** The names of the fields in which two forms differ: an event may tell these, never what stood in them. */
const changedFields = (before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => canonical(before[name] ?? null) !== canonical(after[name] ?? null))
    .sort();

/**
 * Corrects who comes: name, phone, address, but not the slot.
 * @param receipt the receipt it was asked with: from now on the new phone's last four digits prove it
 * @returns `already` if another sign-up holds the new household's turn
 */
export const correctSignup = async (
  store: Store,
  sheet: Sheet,
  record: SignupRecord,
  receipt: Receipt,
  input: SignupInput,
  now: Moment,
): Promise<Deal | 'already'> => {
  const { db, keys } = store;
  const { row } = record;
  const before = await personOf(store, record);
  if (!before || !rightsOf(record, now).correct) return 'refused';
  const { slot: _, ...person } = input;
  const claim = await claimHash(keys, sheet, { kind: row.kind, of: row.of, key: row.slotKey }, input);
  const heldByOther = sql`${isHeld(claim)} and ${signups.id} <> ${row.id}`;
  const [lookups, sealed, { last, event }, proof] = await Promise.all([
    lookupsOf(keys, sheet, input),
    seal(keys, `signups/${row.id}`, person),
    nextEvent(record, { at: now.town, deed: 'corrected', state: row.state, detail: { fields: changedFields(before, person) } }),
    reprove(store, receipt, input.phone),
  ]);
  const change = db
    .update(signups)
    .set({ ...lookups, ...sealed, claim, changedAt: now.town })
    .where(and(eq(signups.id, row.id), stillLast(last), sql`not exists (select 1 from signups where ${heldByOther})`))
    .returning({ id: signups.id });
  if (await changeWithEvent(db, change, event, proof.where(happened(event)))) return 'done';
  const [held] = await db.select({ id: signups.id }).from(signups).where(heldByOther).limit(1);
  return held ? 'already' : 'overtaken';
};

/** Corrects all of a request: its drugs are replaced, and what is urgent and due is judged anew from when it was first asked. */
export const correctRequest = async (
  store: Store,
  sheet: Sheet,
  service: Service,
  record: RequestRecord,
  receipt: Receipt,
  input: RequestInput,
  now: Moment,
): Promise<Deal> => {
  const { db } = store;
  const { row } = record;
  const before = await askedOf(store, record);
  if (!before || !rightsOf(record, now).correct) return 'refused';
  const fields = changedFields({ ...before.input, drugs: await drugsOf(store, record.items) }, { drugs: [], ...input });
  const outcome = await outcomeOf(store, sheet, service, row.id, input, row.askedAt, now, before.consents);
  const { last, event } = await nextEvent(record, {
    at: now.town,
    deed: 'corrected',
    state: row.state,
    detail: { fields, urgent: outcome.urgent },
  });
  const change = db
    .update(requests)
    .set(outcome)
    .where(and(eq(requests.id, row.id), stillLast(last)))
    .returning({ id: requests.id });
  const drop = db.delete(items).where(and(eq(items.requestId, row.id), happened(event)));
  const drugs = await keepItems(store, sheet, service, row.id, input, now.town, happened(event));
  const proof = await reprove(store, receipt, input.phone);
  return (await changeWithEvent(db, change, event, drop, ...drugs, proof.where(happened(event)))) ? 'done' : 'overtaken';
};
