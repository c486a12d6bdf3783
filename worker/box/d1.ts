import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { D1Database, D1ExecResult, D1PreparedStatement, D1Result } from '@cloudflare/workers-types';
import { type Writing, writingHere } from './commits.ts';
import { d1Error } from './d1-error.ts';
import { type Asked, type Given, Statements } from './statements.ts';

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
const resultOf = ({ rows, changes, lastRow }: Given, started: number): D1Result<never> => ({
  success: true,
  // What a row holds is known to whoever wrote the statement: D1 leaves it to him too.
  results: rows as never[],
  meta: {
    duration: performance.now() - started,
    changes,
    changed_db: changes > 0,
    last_row_id: lastRow,
    ...{ rows_read: 0, rows_written: 0, size_after: 0 },
  },
});

/** Runs what only reads at once; what writes is handed on. */
interface Source {
  read: Statements;
  writing: Writing;
}

const READS = /^\s*(select|explain|values)\b/i;
// The same two hundred texts, again and again.
const reading = new Map<string, boolean>();
const reads = (sql: string): boolean => {
  const known = reading.get(sql);
  if (known !== undefined) return known;
  if (reading.size >= 500) reading.clear();
  reading.set(sql, READS.test(sql));
  return READS.test(sql);
};

class Statement implements D1PreparedStatement {
  readonly #source: Source;
  readonly asked: Asked;

  constructor(source: Source, asked: Asked) {
    this.#source = source;
    this.asked = asked;
  }

  bind(...values: unknown[]): Statement {
    return new Statement(this.#source, { ...this.asked, values: values.map(bound) });
  }

  async #given(arrays: boolean): Promise<Given> {
    const asked = { ...this.asked, arrays };
    const { read, writing } = this.#source;
    if (reads(asked.sql)) return told(() => read.run(asked));
    const [given] = await writing.write([asked]);
    if (!given) throw new Error('D1_ERROR: a statement without an answer');
    return given;
  }

  async all<Row>(): Promise<D1Result<Row>> {
    const started = performance.now();
    return resultOf(await this.#given(false), started);
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
    const { rows, columns } = await this.#given(true);
    return options?.columnNames ? [columns, ...rows] : rows;
  }
}

/**
 * The face of D1 over a SQLite file, so that `records/` and drizzle-orm/d1 run on both hosts as they are.
 * Every batch is done when its turn comes, so no two can mix. A failure is an Error that speaks as D1's do.
 */
export class SqliteD1 implements D1Database {
  readonly #file: DatabaseSync;
  readonly #source: Source;

  /** @param writing to the same file; with this connection where nothing else is said */
  constructor(file: DatabaseSync, writing?: Writing) {
    const read = new Statements(file);
    this.#file = file;
    this.#source = { read, writing: writing ?? writingHere(file, read) };
  }

  prepare(sql: string): Statement {
    return new Statement(this.#source, { sql, values: [] });
  }

  /** All of them or none. */
  async batch<Row>(statements: D1PreparedStatement[]): Promise<D1Result<Row>[]> {
    const started = performance.now();
    const batch = statements.map((statement) => {
      if (!(statement instanceof Statement)) throw new TypeError('D1_TYPE_ERROR: a statement of another database');
      return statement.asked;
    });
    const given = batch.every(({ sql }) => reads(sql)) ? told(() => this.#look(batch)) : await this.#source.writing.write(batch);
    return given.map((one) => resultOf(one, started));
  }

  /** Somebody else may write between two of them: within BEGIN they see one moment. */
  #look(batch: readonly Asked[]): Given[] {
    this.#file.exec('BEGIN');
    try {
      return batch.map((asked) => this.#source.read.run(asked));
    } finally {
      this.#file.exec('COMMIT');
    }
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
