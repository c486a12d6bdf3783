import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Actor, Deed, SubjectKind } from '../../domain/status.ts';
import { whose } from './columns.ts';

/** Append-only: triggers abort UPDATE and DELETE. No personal text: events outlive the purge. */
export const events = sqliteTable(
  'events',
  {
    id: text().primaryKey(),
    ...whose,
    recordKind: text('record_kind').$type<SubjectKind>().notNull(),
    recordId: text('record_id').notNull(),
    seq: integer().notNull(),
    at: integer().notNull(),
    actor: text().$type<Actor>().notNull(),
    /** The person of the desk who did it; nobody where a resident did. */
    by: text(),
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

/** The state of the whole log at the end of a day, append-only like the events: a row that is changed later no longer adds up to it. */
export const anchors = sqliteTable('anchors', {
  /** A day of real time: the log is as old as its computers say. */
  day: text().primaryKey(),
  events: integer().notNull(),
  hash: text().notNull(),
  madeAt: integer('made_at').notNull(),
});
