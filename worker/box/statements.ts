import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';

/** A statement as it was asked for: with `arrays` its rows are arrays, else objects. */
export interface Asked {
  sql: string;
  values: readonly SQLInputValue[];
  arrays?: boolean;
}

/** What it gave. Where rows are arrays, the names of their columns stand beside them. */
export interface Given {
  rows: unknown[];
  columns: readonly string[];
  changes: number;
  lastRow: number;
}

interface Prepared {
  statement: StatementSync;
  columns: readonly string[];
  arrays: boolean;
}

// The same two hundred statements, again and again: to prepare one takes longer than to run it.
const KEPT = 500;

/** The statements of one connection, prepared once. */
export class Statements {
  readonly #file: DatabaseSync;
  readonly #prepared = new Map<string, Prepared>();

  constructor(file: DatabaseSync) {
    this.#file = file;
  }

  #prepare(sql: string): Prepared {
    const kept = this.#prepared.get(sql);
    if (kept) return kept;
    if (this.#prepared.size >= KEPT) this.#prepared.clear();
    const statement = this.#file.prepare(sql);
    const prepared = { statement, columns: statement.columns().map(({ name }) => name), arrays: false };
    this.#prepared.set(sql, prepared);
    return prepared;
  }

  /** @throws what SQLite complains of */
  run({ sql, values, arrays = false }: Asked): Given {
    const prepared = this.#prepare(sql);
    const { statement, columns } = prepared;
    if (columns.length === 0) {
      const { changes, lastInsertRowid } = statement.run(...values);
      return { rows: [], columns, changes: Number(changes), lastRow: Number(lastInsertRowid) };
    }
    if (prepared.arrays !== arrays) statement.setReturnArrays(arrays);
    prepared.arrays = arrays;
    return { rows: statement.all(...values), columns, changes: 0, lastRow: 0 };
  }
}
