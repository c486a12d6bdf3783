import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import type { D1Database, D1ExecResult, D1PreparedStatement, D1Result } from '@cloudflare/workers-types';
import { d1Error } from './d1-error.ts';

// As D1 takes values: a boolean is a number, nothing else is guessed.
const bound = (value: unknown): SQLInputValue => {
  if (typeof value === 'boolean') return Number(value);
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (value instanceof Uint8Array) return value;
  throw new TypeError(`D1_TYPE_ERROR: Type '${typeof value}' not supported`);
};

const told = <Answer>(deed: () => Answer): Answer => {
  try {
    return deed();
  } catch (error) {
    throw d1Error(error);
  }
};

/** What a statement gave, in the shape of D1; nobody here asks how many rows were read for it. */
const resultOf = (results: unknown[], started: number, changes = 0, lastRow = 0): D1Result<never> => ({
  success: true,
  // What a row holds is known to whoever wrote the statement: D1 leaves it to him too.
  results: results as never[],
  meta: {
    duration: performance.now() - started,
    changes,
    changed_db: changes > 0,
    last_row_id: lastRow,
    ...{ rows_read: 0, rows_written: 0, size_after: 0 },
  },
});

class Statement implements D1PreparedStatement {
  readonly #prepare: () => StatementSync;
  readonly #values: readonly SQLInputValue[];

  constructor(prepare: () => StatementSync, values: readonly SQLInputValue[] = []) {
    this.#prepare = prepare;
    this.#values = values;
  }

  bind(...values: unknown[]): Statement {
    return new Statement(this.#prepare, values.map(bound));
  }

  /** Runs it at once: a batch calls this between its BEGIN and its COMMIT. */
  result(): D1Result<never> {
    const started = performance.now();
    const statement = this.#prepare();
    statement.setReturnArrays(false);
    if (statement.columns().length > 0) return resultOf(statement.all(...this.#values), started);
    const { changes, lastInsertRowid } = statement.run(...this.#values);
    return resultOf([], started, Number(changes), Number(lastInsertRowid));
  }

  async all<Row>(): Promise<D1Result<Row>> {
    return told(() => this.result());
  }

  run<Row>(): Promise<D1Result<Row>> {
    return this.all();
  }

  first<Value>(column: string): Promise<Value | null>;
  first<Row>(): Promise<Row | null>;
  async first(column?: string): Promise<unknown> {
    const [row] = (await this.all<Record<string, SQLOutputValue>>()).results;
    if (!row || column === undefined) return row ?? null;
    if (!(column in row)) throw new Error(`D1_COLUMN_NOTFOUND: no column ${column}`);
    return row[column];
  }

  raw<Row>(options: { columnNames: true }): Promise<[string[], ...Row[]]>;
  raw<Row>(options?: { columnNames?: false }): Promise<Row[]>;
  async raw(options?: { columnNames?: boolean }): Promise<unknown> {
    return told(() => {
      const statement = this.#prepare();
      statement.setReturnArrays(true);
      const rows: unknown[] = statement.all(...this.#values);
      return options?.columnNames ? [statement.columns().map(({ name }) => name), ...rows] : rows;
    });
  }
}

// The same two hundred statements, again and again: to prepare one takes longer than to run it.
const KEPT = 500;

/**
 * The face of D1 over a SQLite file, so that `records/` and drizzle-orm/d1 run on both hosts as they are.
 * Every statement is done when its call returns, so no two batches can mix. A failure is an Error that speaks as D1's do.
 */
export class SqliteD1 implements D1Database {
  readonly #file: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(file: DatabaseSync) {
    this.#file = file;
  }

  #prepared(sql: string): StatementSync {
    const kept = this.#statements.get(sql);
    if (kept) return kept;
    if (this.#statements.size >= KEPT) this.#statements.clear();
    const statement = this.#file.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  prepare(sql: string): Statement {
    return new Statement(() => this.#prepared(sql));
  }

  /** All of them or none. */
  async batch<Row>(statements: D1PreparedStatement[]): Promise<D1Result<Row>[]> {
    return told(() => {
      this.#file.exec('BEGIN IMMEDIATE');
      try {
        const results = statements.map((statement) => {
          if (!(statement instanceof Statement)) throw new TypeError('D1_TYPE_ERROR: a statement of another database');
          return statement.result();
        });
        this.#file.exec('COMMIT');
        return results;
      } catch (error) {
        // A full disk rolls back by itself.
        if (this.#file.isTransaction) this.#file.exec('ROLLBACK');
        throw error;
      }
    });
  }

  async exec(sql: string): Promise<D1ExecResult> {
    const started = performance.now();
    told(() => this.#file.exec(sql));
    return { count: sql.split('\n').filter((line) => line.trim()).length, duration: performance.now() - started };
  }

  withSession(): never {
    throw new Error('D1_ERROR: there is one database, and nothing lags behind it');
  }

  dump(): never {
    throw new Error('D1_ERROR: use the backup');
  }
}
