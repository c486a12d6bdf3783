import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { SlotWords } from '../domain/receipt.ts';
import type { SlotKind } from '../domain/slot.ts';
import {
  type Actor,
  type Deed,
  HOLDING_STATES,
  type ItemState,
  type Queue,
  type RecordKind,
  type RequestState,
  type SignupState,
  type Source,
} from '../domain/status.ts';

// Moments are milliseconds. Town time: asked_at, changed_at, due_at, slot_*, at. Real time: received_at, ended_at, purge_at, locked_until.
// Keyed hashes and sealed blobs are text; the worker makes and reads them, the database can't.

const whose = {
  town: text().notNull(),
  committee: text().notNull(),
  compound: text().notNull(),
};

/** How something came in: who did it, through what, and which member of staff typed it for a resident. */
const origin = {
  actor: text().$type<Actor>().notNull(),
  source: text().$type<Source>().notNull(),
  enteredBy: text('entered_by'),
};

/** Keyed hashes that the desk finds a person by, without the database holding the person. */
const lookups = {
  phone: text(),
  last4: text(),
  door: text(),
};

const idempotency = {
  /** Keyed hash of the form's random key with its content: the same one is never stored twice. */
  idem: text(),
  /** Keyed hash of the content alone, which stands in for the key within ten minutes. */
  content: text(),
};

const sealing = {
  sealed: text(),
  keyId: text('key_id'),
};

const moments = {
  askedAt: integer('asked_at').notNull(),
  changedAt: integer('changed_at').notNull(),
  receivedAt: integer('received_at').notNull(),
  erasedAt: integer('erased_at'),
};

export const signups = sqliteTable(
  'signups',
  {
    id: text().primaryKey(),
    ...whose,
    kind: text().$type<SlotKind>().notNull(),
    of: text().notNull(),
    slotId: text('slot_id').notNull(),
    slotKey: text('slot_key').notNull(),
    slotWords: text('slot_words', { mode: 'json' }).$type<SlotWords>().notNull(),
    slotStarts: integer('slot_starts').notNull(),
    slotEnds: integer('slot_ends').notNull(),
    building: text(),
    claim: text(),
    ...idempotency,
    state: text().$type<SignupState>().notNull(),
    late: integer({ mode: 'boolean' }).notNull(),
    ...sealing,
    ...lookups,
    ...origin,
    ...moments,
    purgeAt: integer('purge_at').notNull(),
  },
  (table) => [
    uniqueIndex('signups_claim')
      .on(table.claim)
      .where(sql.raw(`state in (${HOLDING_STATES.map((state) => `'${state}'`).join(', ')})`)),
    uniqueIndex('signups_idem').on(table.idem),
    index('signups_content').on(table.content, table.receivedAt),
    index('signups_slot').on(table.committee, table.compound, table.slotKey, table.state),
    index('signups_phone').on(table.phone),
    index('signups_door').on(table.door),
    index('signups_purge').on(table.purgeAt),
  ],
);

export const requests = sqliteTable(
  'requests',
  {
    id: text().primaryKey(),
    ...whose,
    service: text().notNull(),
    title: text().notNull(),
    team: text().notNull(),
    queues: text({ mode: 'json' }).$type<readonly Queue[]>().notNull(),
    urgent: integer({ mode: 'boolean' }).notNull(),
    daysLeft: integer('days_left'),
    forOther: integer('for_other', { mode: 'boolean' }).notNull(),
    state: text().$type<RequestState>().notNull(),
    owner: text(),
    outcome: text(),
    dueAt: integer('due_at').notNull(),
    building: text(),
    ...idempotency,
    ...sealing,
    ...lookups,
    ...origin,
    ...moments,
    endedAt: integer('ended_at'),
    purgeAt: integer('purge_at'),
  },
  (table) => [
    uniqueIndex('requests_idem').on(table.idem),
    index('requests_queue').on(table.committee, table.team, table.state, table.urgent, table.dueAt),
    index('requests_team').on(table.team, table.state, table.urgent, table.dueAt),
    index('requests_compound').on(table.committee, table.compound, table.service, table.state),
    index('requests_content').on(table.content, table.receivedAt),
    index('requests_phone').on(table.phone),
    index('requests_door').on(table.door),
    index('requests_purge').on(table.purgeAt),
  ],
);

/** The drugs of a medicine request, one row each, so that each can have its own outcome. */
export const items = sqliteTable(
  'items',
  {
    id: text().primaryKey(),
    ...whose,
    requestId: text('request_id').notNull(),
    seq: integer().notNull(),
    queue: text().$type<Queue>().notNull(),
    days: integer().notNull(),
    state: text().$type<ItemState>().notNull(),
    ...sealing,
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [
    uniqueIndex('items_request').on(table.requestId, table.seq),
    index('items_queue').on(table.committee, table.queue, table.state, table.days),
  ],
);

/** A table of its own: several receipts may come to lead to one record, when two requests turn out to be the same. */
export const receipts = sqliteTable(
  'receipts',
  {
    id: text().primaryKey(),
    ...whose,
    recordKind: text('record_kind').$type<RecordKind>().notNull(),
    recordId: text('record_id').notNull(),
    codeHash: text('code_hash').notNull().unique(),
    ...sealing,
    last4: text(),
    tries: integer().notNull(),
    lockedUntil: integer('locked_until'),
    madeAt: integer('made_at').notNull(),
  },
  (table) => [index('receipts_record').on(table.recordKind, table.recordId)],
);

/** Append-only: triggers abort UPDATE and DELETE. No personal text: events outlive the purge. */
export const events = sqliteTable(
  'events',
  {
    id: text().primaryKey(),
    ...whose,
    recordKind: text('record_kind').$type<RecordKind>().notNull(),
    recordId: text('record_id').notNull(),
    seq: integer().notNull(),
    at: integer().notNull(),
    actor: text().$type<Actor>().notNull(),
    deed: text().$type<Deed>().notNull(),
    fromState: text('from_state'),
    state: text(),
    detail: text({ mode: 'json' }).$type<Readonly<Record<string, unknown>>>().notNull(),
    prevHash: text('prev_hash').notNull(),
    hash: text().notNull(),
  },
  (table) => [
    uniqueIndex('events_record').on(table.recordKind, table.recordId, table.seq),
    index('events_day').on(table.committee, table.compound, table.at),
  ],
);

/** Places taken by slot, kept by the triggers of 0001: a count of rows would be the dearest query on the busiest day. */
export const slots = sqliteTable(
  'slots',
  { ...whose, slotKey: text('slot_key').notNull(), taken: integer().notNull() },
  // Not the town: its name may be corrected in the middle of a day, and the count must not start anew.
  (table) => [primaryKey({ columns: [table.committee, table.compound, table.slotKey] })],
);

/** What the desk changed about a slot since git published it. */
export const adjustments = sqliteTable(
  'adjustments',
  {
    ...whose,
    slotKey: text('slot_key').notNull(),
    closed: integer({ mode: 'boolean' }).notNull(),
    places: integer().notNull(),
    note: text(),
    at: integer().notNull(),
    actor: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.committee, table.compound, table.slotKey] })],
);
