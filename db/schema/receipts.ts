import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { RecordKind } from '../../domain/status.ts';
import { sealing, whose } from './columns.ts';

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
