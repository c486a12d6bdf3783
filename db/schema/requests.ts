import { desc, sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { CallResult, ItemState, NoteKind, Outcome, Queue, RecordKind, RequestState } from '../../domain/status.ts';
import { idempotency, lookups, moments, origin, sealing, whose } from './columns.ts';

const isOpen = sql.raw('ended_at is null');

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
    outcome: text().$type<Outcome>(),
    /** When somebody is to be called again. */
    followAt: integer('follow_at'),
    /** The resident wants it deleted as soon as no card and no bag is out. */
    eraseAt: integer('erase_at'),
    /** The request that this one was joined to, or was repeated from. */
    joinedTo: text('joined_to'),
    repeats: text(),
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
    // What is open is a small part of what is kept: urgent first, then by due date and days left, as the lists show it.
    index('requests_queue').on(table.committee, table.team, desc(table.urgent), table.dueAt, table.daysLeft).where(isOpen),
    index('requests_team').on(table.team, desc(table.urgent), table.dueAt, table.daysLeft).where(isOpen),
    index('requests_due').on(table.committee, table.dueAt).where(isOpen),
    index('requests_ended').on(table.committee, table.team, table.endedAt).where(sql.raw('ended_at is not null')),
    index('requests_compound').on(table.committee, table.compound, table.service, table.state),
    index('requests_phone').on(table.phone),
    index('requests_last4').on(table.last4),
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
    /** Boxes bought so far. */
    got: integer().notNull().default(0),
    /** The run that is to bring it. */
    runId: text('run_id'),
    ...sealing,
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [
    uniqueIndex('items_request').on(table.requestId, table.seq),
    index('items_queue').on(table.committee, table.queue, table.state, table.days),
    index('items_run').on(table.runId),
  ],
);

/** What the desk wrote down about a sign-up or a request: a note, a call and its result. */
export const notes = sqliteTable(
  'notes',
  {
    id: text().primaryKey(),
    ...whose,
    recordKind: text('record_kind').$type<RecordKind>().notNull(),
    recordId: text('record_id').notNull(),
    kind: text().$type<NoteKind>().notNull(),
    result: text().$type<CallResult>(),
    ...sealing,
    by: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [index('notes_record').on(table.recordKind, table.recordId)],
);
