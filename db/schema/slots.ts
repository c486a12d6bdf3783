import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { whose } from './columns.ts';

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

/** How many came to a batch of a round, by building: counts only, no results and no names. */
export const turnouts = sqliteTable(
  'turnouts',
  {
    ...whose,
    round: text().notNull(),
    batch: text().notNull(),
    building: text().notNull(),
    expected: integer().notNull(),
    came: integer().notNull(),
    at: integer().notNull(),
    by: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.committee, table.compound, table.round, table.batch, table.building] })],
);
