import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { Fields } from '../../domain/form.ts';
import type { Intent, PressState, PressTrouble } from '../../domain/press/intent.ts';
import type { PressKind } from '../../domain/press/kind.ts';
import { sealing, whose } from './columns.ts';

// What is being written for everybody, and what became of it. Committee and compound are empty where it is for all of them.
// Moments are real time.

/** A form as it was typed, kept at each tap: a phone that dies takes nothing along. */
export const drafts = sqliteTable(
  'press_drafts',
  {
    id: text().primaryKey(),
    ...whose,
    kind: text().$type<PressKind>().notNull(),
    /** The file that it changes; nothing where it is a new one. */
    path: text(),
    /** What that file was when it was read. */
    base: text(),
    fields: text({ mode: 'json' }).$type<Fields>().notNull(),
    /** Who changed it last. */
    by: text().notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [index('press_drafts_place').on(table.committee, table.compound, table.changedAt)],
);

/** One intended change of the content: from the tap to what everybody reads. */
export const publications = sqliteTable(
  'press_publications',
  {
    id: text().primaryKey(),
    ...whose,
    kind: text().$type<PressKind>().notNull(),
    path: text().notNull(),
    title: text().notNull(),
    /** The commit's line. */
    message: text().notNull(),
    intent: text({ mode: 'json' }).$type<Intent>().notNull(),
    urgent: integer({ mode: 'boolean' }).notNull(),
    by: text().notNull(),
    /** Who read it and said yes. */
    second: text(),
    /** Why there was nobody to read it, or what the other one objects to. */
    ...sealing,
    state: text().$type<PressState>().notNull(),
    trouble: text().$type<PressTrouble>(),
    commit: text(),
    /** The file as it was written. */
    blob: text(),
    tappedAt: integer('tapped_at').notNull(),
    writtenAt: integer('written_at'),
    liveAt: integer('live_at'),
    /** Until when a second person may say yes. */
    expiresAt: integer('expires_at'),
    draftId: text('draft_id'),
    /** The same tap sent twice is one. */
    idem: text().notNull().unique(),
  },
  (table) => [index('press_publications_place').on(table.committee, table.compound, table.tappedAt)],
);
