import type { D1PreparedStatement } from '@cloudflare/workers-types';
import { getTableColumns, is, Param, Placeholder, type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db } from './store.ts';

// Drizzle takes longer to write an INSERT of thirty columns than SQLite to run it, and an opening writes the same three a thousand
// times a second. What is asked that often is written once, with gaps, and filled in.

type Values = Readonly<Record<string, unknown>>;

/** A value, or the gap that it will be filled in at. */
export type Given<Value> = Value | Placeholder;

/** A gap by its name. */
export const gap = (name: string): Placeholder => sql.placeholder(name);

/** A statement whose SQL is written already. */
export type Written = (db: Db, values: Values) => D1PreparedStatement;

const valueAt = (values: Values, name: string): unknown => {
  if (!(name in values)) throw new Error(`nothing was given for the gap ${name}`);
  return values[name];
};

const fillerOf = (param: unknown): ((values: Values) => unknown) => {
  if (is(param, Placeholder)) return (values) => valueAt(values, param.name);
  if (!is(param, Param) || !is(param.value, Placeholder)) return () => param;
  const { encoder, value } = param;
  return (values) => {
    const given = valueAt(values, value.name);
    return given === null ? null : encoder.mapToDriverValue(given);
  };
};

/** A statement that is written when it is first used. @param write gives the query, with a {@link gap} for whatever changes */
export const writtenOnce = (write: (db: Db) => { toSQL: () => { sql: string; params: unknown[] } }): Written => {
  let kept: { text: string; fillers: readonly ReturnType<typeof fillerOf>[] } | undefined;
  return (db, values) => {
    if (!kept) {
      const { sql: text, params } = write(db).toSQL();
      kept = { text, fillers: params.map(fillerOf) };
    }
    return db.$client.prepare(kept.text).bind(...kept.fillers.map((filler) => filler(values)));
  };
};

/** INSERT … SELECT … WHERE like `insertIf`, with a gap for each column, called as the table calls it. */
export const insertGaps = <Table extends SQLiteTable>(db: Db, table: Table, condition: SQL) => {
  const gaps = Object.entries(getTableColumns(table)).map(([name, column]) => sql`${sql.param(gap(name), column)}`);
  return db.insert(table).select(sql`select ${sql.join(gaps, sql`, `)} where ${condition}`);
};

/** Whether the statement before it in the same batch stored its row: a chain of rows stands or falls with the first. */
export const IF_STORED = sql`changes() = 1`;

/** One batch, all of it or nothing: a row with `returning`, and what is stored only {@link IF_STORED}. @returns whether the row was stored */
export const storeChain = async (db: Db, row: D1PreparedStatement, ...dependents: D1PreparedStatement[]): Promise<boolean> => {
  const [stored] = await db.$client.batch([row, ...dependents]);
  return stored?.results.length === 1;
};
