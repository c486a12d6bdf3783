import { readdirSync, readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

const FOLDER = new URL('../../db/migrations/', import.meta.url);

// The table that wrangler keeps: a database can be carried from one host to the other.
const TABLE = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/**
 * Applies what of `db/migrations/` was not applied yet, in the order of the numbers, each whole or not at all.
 * @returns the names of those that were applied
 * @throws Error where the database knows a migration that this code does not: it was written by newer code
 */
export const applyMigrations = (file: DatabaseSync): string[] => {
  file.exec(TABLE);
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  const applied = new Set(
    file
      .prepare('SELECT name FROM d1_migrations')
      .all()
      .map(({ name }) => String(name)),
  );
  const strange = [...applied].filter((name) => !names.includes(name));
  if (strange.length > 0) throw new Error(`The database was written by newer code: ${strange.join(', ')}`);
  const due = names.filter((name) => !applied.has(name));
  for (const name of due) {
    file.exec('BEGIN IMMEDIATE');
    try {
      file.exec(readFileSync(new URL(name, FOLDER), 'utf8'));
      file.prepare('INSERT INTO d1_migrations (name) VALUES (?)').run(name);
      file.exec('COMMIT');
    } catch (error) {
      if (file.isTransaction) file.exec('ROLLBACK');
      throw error;
    }
  }
  return due;
};
