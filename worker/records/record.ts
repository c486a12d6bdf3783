import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import { events } from '../../db/schema/events.ts';
import { items, requests } from '../../db/schema/requests.ts';
import { signups } from '../../db/schema/signups.ts';
import type { RecordKind } from '../../domain/status.ts';
import { hashOf } from '../lookup.ts';
import { unseal } from '../seal.ts';
import { type EventRow, eventAfter, eventsOf, type Hand, type Happening, RESIDENT } from './events.ts';
import { drugsOf, type Item } from './items.ts';
import { findReceipt, type Receipt, receiptQuery } from './receipts.ts';
import { type Asked, type Request, sealedRequest } from './requests.ts';
import { type Person, type Signup, sealedPerson } from './signups.ts';
import { inDbOf, type Located, type Store } from './store.ts';

/** The record that a receipt leads to. */
export interface RecordName {
  recordKind: RecordKind;
  recordId: string;
}

/** A sign-up with what happened to it. */
export interface SignupRecord extends RecordName {
  recordKind: 'signup';
  row: Signup;
  events: readonly EventRow[];
}

/** A request with its drugs and what happened to it. */
export interface RequestRecord extends RecordName {
  recordKind: 'request';
  row: Request;
  items: readonly Item[];
  events: readonly EventRow[];
}

export type AnyRecord = SignupRecord | RequestRecord;

/** The record that a receipt leads to; nothing if it was purged, or does not lie within `reach`. */
export const recordOf = async (store: Store, at: Located, reach?: SQL): Promise<AnyRecord | undefined> => {
  const { recordKind, recordId } = at;
  const { db } = inDbOf(store, at);
  const happened = eventsOf(db, { recordKind, recordId });
  if (recordKind === 'signup') {
    const [[row], steps] = await db.batch([
      db
        .select()
        .from(signups)
        .where(and(eq(signups.id, recordId), reach)),
      happened,
    ]);
    return row && { recordKind, recordId, row, events: steps };
  }
  const drugs = db.select().from(items).where(eq(items.requestId, recordId)).orderBy(asc(items.seq));
  const [[row], rows, steps] = await db.batch([
    db
      .select()
      .from(requests)
      .where(and(eq(requests.id, recordId), reach)),
    drugs,
    happened,
  ]);
  return row && { recordKind, recordId, row, items: rows, events: steps };
};

/**
 * The receipt of a code at a committee, and its record; nothing if there is none, or it was purged. A sign-up's is one question
 * to its database: right after an opening every sign-up asks it.
 * @param code as {@link codeTyped} gives it
 */
export const recordWith = async (
  store: Store,
  committee: string,
  code: string,
): Promise<{ receipt: Receipt; record: AnyRecord } | undefined> => {
  const db = store.dbOf(committee);
  const receiptHere = receiptQuery(db, committee, await hashOf(store.keys, 'code', code));
  const id = sql`(select record_id from ${receiptHere})`;
  const [[held], [row], happened] = await db.batch([
    receiptHere,
    db.select().from(signups).where(eq(signups.id, id)),
    db
      .select()
      .from(events)
      .where(and(eq(events.recordKind, 'signup'), eq(events.recordId, id)))
      .orderBy(asc(events.seq)),
  ]);
  if (held && row) return { receipt: held, record: { recordKind: 'signup', recordId: row.id, row, events: happened } };
  const receipt = held ?? (await findReceipt(store, committee, code));
  const record = receipt && (await recordOf(store, receipt));
  return record && { receipt, record };
};

/** What was sent for a sign-up; nothing once it was erased. */
export const personOf = async ({ keys }: Store, { row }: SignupRecord): Promise<Person | undefined> =>
  row.sealed ? unseal(keys, `signups/${row.id}`, row.sealed, sealedPerson) : undefined;

/** What was asked for and when consent was given; nothing once it was erased. */
export const askedOf = async ({ keys }: Store, { row }: RequestRecord): Promise<Asked | undefined> =>
  row.sealed ? unseal(keys, `requests/${row.id}`, row.sealed, sealedRequest) : undefined;

/** A record's data as its form takes it; nothing once it was erased. */
export const formDataOf = async (store: Store, record: AnyRecord): Promise<Readonly<Record<string, unknown>> | undefined> => {
  if (record.recordKind === 'signup') return personOf(store, record);
  const asked = await askedOf(store, record);
  if (!asked) return undefined;
  const drugs = await drugsOf(store, record.items);
  return drugs.length > 0 ? { ...asked.input, drugs } : asked.input;
};

/**
 * The event that a deed adds to a record, and the one it has to follow.
 * @param hand who does it; the resident, unless somebody of the desk does
 * @throws Error if the record has none
 */
export const nextEvent = async (
  { row, events, recordKind, recordId }: AnyRecord,
  happening: Pick<Happening, 'at' | 'deed' | 'state' | 'detail'>,
  hand: Hand = RESIDENT,
): Promise<{ last: EventRow; event: EventRow }> => {
  const last = events.at(-1);
  if (!last) throw new Error('a record without an event');
  const { town, committee, compound, state: fromState } = row;
  const event = await eventAfter(last, { town, committee, compound, recordKind, recordId, ...hand, fromState, ...happening });
  return { last, event };
};
