import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { findings, invoices } from '../../db/schema/medicine.ts';
import { receipts } from '../../db/schema/receipts.ts';
import { items, notes, requests } from '../../db/schema/requests.ts';
import { events } from '../../db/schema/events.ts';
import { type Sheet, whereaboutsOf } from '../../domain/sheet.ts';
import { QUEUES } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { endOf } from './cancellations.ts';
import { outFor } from './custody.ts';
import { happened, stillLast } from './events.ts';
import { drugsIn, isSameDrug, itemsOf, knownItems } from './items.ts';
import type { Done } from './notebook.ts';
import { codeIn, keepReceipt, newReceipt, type Receipt } from './receipts.ts';
import { nextEvent, type RequestRecord } from './record.ts';
import { outcomeOf, type Request, type RequestInput, type Service } from './requests.ts';
import { insertIf } from './rows.ts';
import { workOn } from './work.ts';

type Pressing = Pick<Request, 'urgent' | 'daysLeft' | 'dueAt' | 'queues'>;

/** Two requests as one: as urgent as the more urgent, due when the earlier was. */
const together = (one: Pressing, other: Pressing): Pressing => ({
  urgent: one.urgent || other.urgent,
  daysLeft: one.daysLeft === null ? other.daysLeft : Math.min(one.daysLeft, other.daysLeft ?? one.daysLeft),
  dueAt: Math.min(one.dueAt, other.dueAt),
  queues: QUEUES.filter((queue) => one.queues.includes(queue) || other.queues.includes(queue)),
});

const nextSeq = ({ items: rows }: RequestRecord): number => 1 + Math.max(-1, ...rows.map(({ seq }) => seq));

/**
 * Joins a request to another one that is the same: its receipts, notes, and the drugs that the other has not, go over;
 * it ends as joined. Both chains say so, or neither: one statement looks whether both are as they were read.
 */
export const joinInto = async (duty: Duty, sheet: Pick<Sheet, 'town'>, gone: RequestRecord, kept: RequestRecord): Promise<Done> => {
  const { store, hand, now } = duty;
  const { db } = store;
  if (gone.row.id === kept.row.id) return 'itself';
  if (gone.row.joinedTo === kept.row.id) return 'done';
  if (gone.row.endedAt !== null || kept.row.endedAt !== null) return 'ended';
  const out = outFor(gone);
  if (out) return out;
  const had = await knownItems(store, kept.items);
  const moved = (await knownItems(store, gone.items)).filter(
    ({ row, drug }) => row.state !== 'cancelled' && !had.some((other) => other.row.state !== 'cancelled' && isSameDrug(other.drug, drug)),
  );
  const ids = moved.map(({ row }) => row.id);
  const { town, committee, compound } = kept.row;
  const ended = await nextEvent(gone, { at: now.town, deed: 'joined', state: 'cancelled', detail: { to: kept.row.id } }, hand);
  const first = nextSeq(kept);
  const dependents = (so: SQL): BatchItem<'sqlite'>[] => [
    db
      .update(requests)
      .set({ state: 'cancelled', outcome: 'joined', joinedTo: kept.row.id, followAt: null, changedAt: now.town, ...endOf(sheet, now) })
      .where(and(eq(requests.id, gone.row.id), so)),
    insertIf(db, events, ended.event, so),
    db
      .update(receipts)
      .set({ recordId: kept.row.id })
      .where(and(eq(receipts.recordKind, 'request'), eq(receipts.recordId, gone.row.id), so)),
    db
      .update(notes)
      .set({ recordId: kept.row.id, committee, compound })
      .where(and(eq(notes.recordKind, 'request'), eq(notes.recordId, gone.row.id), so)),
    db
      .update(invoices)
      .set({ requestId: kept.row.id })
      .where(and(eq(invoices.requestId, gone.row.id), so)),
    ...(ids.length > 0
      ? [
          db
            .update(findings)
            .set({ requestId: kept.row.id })
            .where(and(inArray(findings.itemId, ids), so)),
        ]
      : []),
    ...ids.map((id, at) =>
      db
        .update(items)
        .set({ requestId: kept.row.id, town, committee, compound, seq: first + at, changedAt: now.town })
        .where(and(eq(items.id, id), so)),
    ),
    db
      .update(items)
      .set({ state: 'cancelled', changedAt: now.town })
      .where(and(eq(items.requestId, gone.row.id), eq(items.state, 'open'), so)),
  ];
  const done = await workOn(
    duty,
    kept,
    { deed: 'joined', detail: { from: gone.row.id, drugs: ids.length } },
    together(kept.row, gone.row),
    (event) => dependents(happened(event)),
    stillLast(ended.last),
  );
  return done ? 'done' : 'overtaken';
};

/** A second receipt that leads to a request, with its code. */
export interface SecondReceipt {
  receipt: Receipt;
  code: string;
}

/**
 * Joins what somebody just asked for to a request that stands already: a second receipt, proven by the phone that was
 * given now, and the drugs that it has not yet.
 * @param id the id of the receipt, from the form: the same form sent twice has one
 */
export const joinEntry = async (
  duty: Duty,
  sheet: Sheet,
  service: Service,
  kept: RequestRecord,
  input: RequestInput,
  id: string,
): Promise<Done | SecondReceipt> => {
  const { store, now } = duty;
  const { db } = store;
  const [before] = await db.select().from(receipts).where(eq(receipts.id, id)).limit(1);
  if (before) return { receipt: before, code: (await codeIn(store, before)) ?? '' };
  if (kept.row.endedAt !== null) return 'ended';
  const { town, committee, compound } = kept.row;
  const had = await knownItems(store, kept.items);
  const more = drugsIn(input).filter((drug) => !had.some((other) => other.row.state !== 'cancelled' && isSameDrug(other.drug, drug)));
  const [receipt, asked, rows] = await Promise.all([
    newReceipt(store, whereaboutsOf(sheet), { recordKind: 'request', recordId: kept.row.id }, input.phone, now.town, id),
    outcomeOf(store, sheet, service, kept.row.id, input, now.town, now),
    itemsOf(store, { town, committee, compound }, kept.row.id, service.drugs, more, now.town, nextSeq(kept)),
  ]);
  const done = await workOn(
    duty,
    kept,
    { deed: 'joined', detail: { receipt: true, drugs: more.length } },
    together(kept.row, asked),
    (event) => [keepReceipt(db, receipt.row, happened(event)), ...rows.map((row) => insertIf(db, items, row, happened(event)))],
    sql`not exists (select 1 from receipts where id = ${id})`,
  );
  return done ? { receipt: receipt.row, code: receipt.code } : 'overtaken';
};
