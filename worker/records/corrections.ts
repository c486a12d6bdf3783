import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { items, requests } from '../../db/schema/requests.ts';
import { signups } from '../../db/schema/signups.ts';
import type { Instant } from '../../domain/clock.ts';
import { type Drug, queueOf } from '../../domain/medicine.ts';
import { type Sheet, whereaboutsOf } from '../../domain/sheet.ts';
import { canonical } from '../lookup.ts';
import type { Moment } from '../moment.ts';
import { seal } from '../seal.ts';
import type { Deal } from './cancellations.ts';
import { claimHash, isHeld } from './claims.ts';
import { type Hand, happened, RESIDENT, stillLast } from './events.ts';
import { drugsIn, drugsOf, isSameDrug, itemsOf, knownItems } from './items.ts';
import { lookupsOf } from './lookups.ts';
import { type Receipt, reprove } from './receipts.ts';
import { askedOf, nextEvent, personOf, type RequestRecord, type SignupRecord } from './record.ts';
import { outcomeOf, type RequestInput, type Service } from './requests.ts';
import { changeWithEvent, insertIf } from './rows.ts';
import type { SignupInput } from './signups.ts';
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
  const { keys } = store;
  const { row } = record;
  const db = store.dbOf(row.committee);
  const before = await personOf(store, record);
  if (!before || !rightsOf(record, now).correct) return 'refused';
  const { slot: _, ...person } = input;
  const claim = await claimHash(keys, sheet, { kind: row.kind, of: row.of, key: row.slotKey }, input);
  const heldByOther = sql`${isHeld(claim)} and ${signups.id} <> ${row.id}`;
  const [lookups, sealed, { last, event }, proof] = await Promise.all([
    lookupsOf(keys, sheet, input),
    seal(keys, `signups/${row.id}`, person),
    nextEvent(record, { at: now.town, deed: 'corrected', state: row.state, detail: { fields: changedFields(before, person) } }),
    reprove({ db, keys }, receipt, input.phone),
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

/** What becomes of a request's drugs when they are corrected: those that stay keep their row and all that was found out about them. */
const correctItems = async (
  store: Store,
  sheet: Sheet,
  service: Service,
  { row, items: rows }: RequestRecord,
  wanted: readonly Drug[],
  at: Instant,
  condition: SQL,
) => {
  const { db, keys } = store;
  const left = await knownItems(store, rows);
  const fresh: Drug[] = [];
  const kept: BatchItem<'sqlite'>[] = [];
  for (const drug of wanted) {
    const found = left.findIndex(({ row: item, drug: known }) => item.state !== 'cancelled' && isSameDrug(known, drug));
    const [same] = found < 0 ? [] : left.splice(found, 1);
    if (!same) {
      fresh.push(drug);
      continue;
    }
    const { days, ...rest } = drug;
    const sealed = await seal(keys, `items/${same.row.id}`, rest);
    const set = { days, queue: queueOf(rest, service.drugs), ...sealed, changedAt: at };
    kept.push(
      db
        .update(items)
        .set(set)
        .where(and(eq(items.id, same.row.id), condition)),
    );
  }
  // What somebody has been out for is not unmade: it is no longer wanted, and stays on the list.
  const gone = left.map(({ row: { id, state, runId } }) =>
    state === 'open' && runId === null
      ? db.delete(items).where(and(eq(items.id, id), condition))
      : db
          .update(items)
          .set({ state: 'cancelled' as const, changedAt: at })
          .where(and(eq(items.id, id), condition)),
  );
  const next = 1 + Math.max(-1, ...rows.map(({ seq }) => seq));
  const added = await itemsOf(store, whereaboutsOf(sheet), row.id, service.drugs, fresh, at, next);
  return [...gone, ...kept, ...added.map((item) => insertIf(db, items, item, condition))];
};

/** Who corrects: a resident with one receipt, as long as nobody has started on it; or the desk, until it has ended. */
const mayCorrect = (record: RequestRecord, now: Moment, { actor }: Hand): boolean =>
  actor === 'resident' ? rightsOf(record, now).correct : record.row.erasedAt === null && record.row.endedAt === null;

/**
 * Corrects all of a request; what is urgent and due is judged anew from when it was first asked.
 * @param proven the receipts that the phone proves: from now on the new phone's last four digits do
 */
export const correctRequest = async (
  store: Store,
  sheet: Sheet,
  service: Service,
  record: RequestRecord,
  proven: readonly Receipt[],
  input: RequestInput,
  now: Moment,
  hand: Hand = RESIDENT,
): Promise<Deal> => {
  const { db } = store;
  const { row } = record;
  const before = await askedOf(store, record);
  if (!before || !mayCorrect(record, now, hand)) return 'refused';
  const wanted = record.items.filter(({ state }) => state !== 'cancelled');
  const fields = changedFields({ ...before.input, drugs: await drugsOf(store, wanted) }, { drugs: [], ...input });
  const outcome = await outcomeOf(store, sheet, service, row.id, input, row.askedAt, now, before.consents);
  const { last, event } = await nextEvent(
    record,
    { at: now.town, deed: 'corrected', state: row.state, detail: { fields, urgent: outcome.urgent } },
    hand,
  );
  const change = db
    .update(requests)
    .set(outcome)
    .where(and(eq(requests.id, row.id), stillLast(last)))
    .returning({ id: requests.id });
  const drugs = await correctItems(store, sheet, service, record, drugsIn(input), now.town, happened(event));
  const proofs = await Promise.all(proven.map((receipt) => reprove(store, receipt, input.phone)));
  const stored = await changeWithEvent(db, change, event, ...drugs, ...proofs.map((proof) => proof.where(happened(event))));
  return stored ? 'done' : 'overtaken';
};
