import { createHash } from 'node:crypto';
import { and, asc, desc, eq, type SQL, sql } from 'drizzle-orm';
import { events } from '../../db/schema/events.ts';
import type { Instant } from '../../domain/clock.ts';
import type { Whereabouts } from '../../domain/sheet.ts';
import type { Actor, Deed, SubjectKind } from '../../domain/status.ts';
import { canonical } from '../lookup.ts';
import type { Db } from './store.ts';
import { orderedId } from './ids.ts';
import { IF_STORED, insertGaps, writtenOnce } from './written.ts';

export type EventRow = typeof events.$inferSelect;

/** What an event is about: a record, or a person, run, night, slot or list of the desk's. */
export interface SubjectName {
  recordKind: SubjectKind;
  recordId: string;
}

/** Who does something: a resident, or a person of the desk by id. */
export interface Hand {
  actor: Actor;
  by: string | null;
}
export const RESIDENT: Hand = { actor: 'resident', by: null };

/** What happened, without a word that anybody typed. */
export interface Happening extends Whereabouts, SubjectName, Hand {
  at: Instant;
  deed: Deed;
  fromState: string | null;
  state: string | null;
  /** Names of fields, counts, flags: never a value that a person gave. */
  detail: Readonly<Record<string, unknown>>;
}

const hashOfEvent = ({ hash: _, by, ...rest }: EventRow): string => {
  // Events of residents are older than the desk: what had no `by` is hashed as it was.
  const event = by === null ? rest : { ...rest, by };
  return createHash('sha256').update(canonical(event)).digest('hex');
};

/** The event that comes after `last` in its record, or first: numbered, and chained to it by its hash. */
export const eventAfter = async (
  last: EventRow | undefined,
  { at, actor, by, deed, fromState, state, detail, ...rest }: Happening,
): Promise<EventRow> => {
  const { town, committee, compound, recordKind, recordId } = rest;
  const event = {
    id: orderedId(),
    ...{ town, committee, compound, recordKind, recordId },
    ...{ at, actor, by, deed, fromState, state, detail },
    seq: (last?.seq ?? 0) + 1,
    prevHash: last?.hash ?? '',
    hash: '',
  };
  return { ...event, hash: hashOfEvent(event) };
};

/** Stores a new record's first event with it. */
export const storeEvent = writtenOnce((db) => insertGaps(db, events, IF_STORED));

/** A record's events, the oldest first. */
export const eventsOf = (db: Db, { recordKind, recordId }: SubjectName) =>
  db
    .select()
    .from(events)
    .where(and(eq(events.recordKind, recordKind), eq(events.recordId, recordId)))
    .orderBy(asc(events.seq));

/** The newest event of a subject; nothing if there is none. */
export const lastEvent = async (db: Db, { recordKind, recordId }: SubjectName): Promise<EventRow | undefined> => {
  const [last] = await db
    .select()
    .from(events)
    .where(and(eq(events.recordKind, recordKind), eq(events.recordId, recordId)))
    .orderBy(desc(events.seq))
    .limit(1);
  return last;
};

/** Whether the record's newest event still is the one that was read. */
export const stillLast = ({ recordKind, recordId, seq }: Pick<EventRow, 'recordKind' | 'recordId' | 'seq'>): SQL =>
  sql`(select max(seq) from events where record_kind = ${recordKind} and record_id = ${recordId}) = ${seq}`;

/** Whether an event was stored: what belongs to it is stored with it, or not at all. */
export const happened = ({ id }: Pick<EventRow, 'id'>): SQL => sql`exists (select 1 from events where id = ${id})`;

/** The number of the first event of a record that was changed, or does not follow the one before it; nothing if all is well. */
export const brokenAt = async (chain: readonly EventRow[]): Promise<number | undefined> => {
  let last: EventRow | undefined;
  for (const event of chain) {
    const follows = event.seq === (last?.seq ?? 0) + 1 && event.prevHash === (last?.hash ?? '');
    if (!follows || event.hash !== hashOfEvent(event)) return event.seq;
    last = event;
  }
  return undefined;
};
