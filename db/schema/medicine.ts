import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { LineKind, NightWord, RunState, WaitingFor } from '../../domain/chain.ts';
import type { ItemState } from '../../domain/status.ts';
import { sealing, whose } from './columns.ts';

// The medicine chain: card, run, finding, invoice, night list. Moments are town time.

/** Whose it is: a committee's team, a compound's (`mingdu/xibu-xincun`), or the town's own where it is empty. */
const team = {
  town: text().notNull(),
  team: text().notNull(),
};

/** An insurance card that left its home. While it is out, `holder` has it, and nobody else. */
export const cards = sqliteTable(
  'cards',
  {
    id: text().primaryKey(),
    ...whose,
    requestId: text('request_id').notNull(),
    holder: text().notNull(),
    collectedBy: text('collected_by').notNull(),
    collectedAt: integer('collected_at').notNull(),
    runId: text('run_id'),
    returnedBy: text('returned_by'),
    returnedAt: integer('returned_at'),
    /** The door that it went back to, in words. */
    ...sealing,
  },
  (table) => [
    // One card of a request is out at a time.
    uniqueIndex('cards_out').on(table.requestId).where(sql.raw('returned_at is null')),
    index('cards_request').on(table.requestId),
    index('cards_committee').on(table.committee, table.holder).where(sql.raw('returned_at is null')),
  ],
);

/** A hospital, a day, two people. */
export const runs = sqliteTable(
  'runs',
  {
    id: text().primaryKey(),
    ...team,
    hospital: text().notNull(),
    day: text().notNull(),
    first: text(),
    second: text(),
    state: text().$type<RunState>().notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: integer('made_at').notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [index('runs_day').on(table.town, table.team, table.day)],
);

/** What was found out about one drug at one hospital. */
export const findings = sqliteTable(
  'findings',
  {
    id: text().primaryKey(),
    ...whose,
    requestId: text('request_id').notNull(),
    itemId: text('item_id').notNull(),
    runId: text('run_id'),
    outcome: text().$type<ItemState>().notNull(),
    got: integer().notNull(),
    /** What was taken instead, and who agreed to it. */
    ...sealing,
    by: text().notNull(),
    at: integer().notNull(),
  },
  (table) => [index('findings_request').on(table.requestId), index('findings_run').on(table.runId)],
);

export const invoices = sqliteTable(
  'invoices',
  {
    id: text().primaryKey(),
    ...whose,
    requestId: text('request_id').notNull(),
    runId: text('run_id'),
    fen: integer().notNull(),
    advancedBy: text('advanced_by').notNull(),
    by: text().notNull(),
    at: integer().notNull(),
    repaidAt: integer('repaid_at'),
    repaidBy: text('repaid_by'),
  },
  (table) => [
    index('invoices_request').on(table.requestId),
    index('invoices_run').on(table.runId),
    index('invoices_member').on(table.committee, table.advancedBy, table.repaidAt),
  ],
);

/** One per medicine team and day, frozen when it is opened. */
export const nights = sqliteTable(
  'nights',
  {
    id: text().primaryKey(),
    ...team,
    day: text().notNull(),
    openedBy: text('opened_by').notNull(),
    openedAt: integer('opened_at').notNull(),
    closedBy: text('closed_by'),
    closedAt: integer('closed_at'),
  },
  (table) => [uniqueIndex('nights_day').on(table.town, table.team, table.day)],
);

/** A request or a card that tonight's list has to account for. */
export const nightLines = sqliteTable(
  'night_lines',
  {
    id: text().primaryKey(),
    ...whose,
    nightId: text('night_id').notNull(),
    kind: text().$type<LineKind>().notNull(),
    subjectId: text('subject_id').notNull(),
    /** It arrived after the list was opened, and stands apart. */
    late: integer({ mode: 'boolean' }).notNull(),
    word: text().$type<NightWord>(),
    runId: text('run_id'),
    waitingFor: text('waiting_for').$type<WaitingFor>(),
    by: text(),
    at: integer(),
  },
  (table) => [uniqueIndex('night_lines_subject').on(table.nightId, table.kind, table.subjectId)],
);
