import { getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { events } from '../../db/schema/events.ts';
import type { EventRow } from './events.ts';
import type { Db } from './store.ts';

/**
 * INSERT … SELECT … WHERE: a row that is stored only if `condition` holds in the very statement that stores it.
 * D1 has no transaction that could look first and store afterwards.
 */
export const insertIf = <Table extends SQLiteTable>(db: Db, table: Table, row: Table['$inferInsert'], condition: SQL) => {
  const given = new Map<string, unknown>(Object.entries(row));
  const values = Object.entries(getTableColumns(table)).map(([name, column]) => {
    const value = given.get(name) ?? null;
    // A null as a literal leaves more of the hundred parameters that D1 allows.
    return value === null ? sql`null` : sql`${sql.param(value, column)}`;
  });
  return db.insert(table).select(sql`select ${sql.join(values, sql`, `)} where ${condition}`);
};

/** Whether a column is one of some values, however many: D1 allows a hundred parameters, and this is one. */
export const among = (column: SQLiteColumn | SQL, values: Iterable<string | null>): SQL =>
  sql`${column} in (select value from json_each(${JSON.stringify([...new Set(values)])}))`;

/** A statement that stores or changes one record, and says whether it did. */
export type Change = BatchItem<'sqlite'> & { _: { result: { id: string }[] } };

/**
 * One batch, all of it or nothing: a change, its event if the change was made, and what depends on that event.
 * @returns whether the change was made
 */
export const changeWithEvent = async (db: Db, change: Change, event: EventRow, ...dependents: BatchItem<'sqlite'>[]): Promise<boolean> => {
  const [changed] = await db.batch([change, insertIf(db, events, event, sql`changes() = 1`), ...dependents]);
  return changed.length === 1;
};
