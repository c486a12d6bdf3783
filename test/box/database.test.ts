import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from '../../worker/box/database.ts';

const folder = mkdtempSync(join(tmpdir(), 'portal-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pragma = (file: DatabaseSync, name: string) => Object.values(file.prepare(`PRAGMA ${name}`).get() ?? {})[0];

test('a database is durable, readable while it is written, and overwrites what it deletes', () => {
  const file = openDatabase(join(folder, 'durable.sqlite'));
  const told = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete', 'busy_timeout'].map((name) => pragma(file, name));
  file.close();
  expect(told).toEqual(['wal', 2, 1, 1, 2000]);
});

test('what was deleted is not in the file any more', () => {
  const path = join(folder, 'purged.sqlite');
  const file = openDatabase(path);
  const there = () => [path, `${path}-wal`].map((one) => readFileSync(one).includes('门冬胰岛素'));
  file.exec("create table t (words text); insert into t values ('门冬胰岛素'); pragma wal_checkpoint(truncate)");
  expect(there()).toEqual([true, false]);
  file.exec('delete from t; pragma wal_checkpoint(truncate)');
  expect(there()).toEqual([false, false]);
  file.close();
});

test('migrations are noted as wrangler notes them, applied once, and never by older code', () => {
  const path = join(folder, 'migrated.sqlite');
  openDatabase(path).close();
  openDatabase(path).close();
  const file = new DatabaseSync(path);
  const applied = file.prepare('select id, name, applied_at from d1_migrations order by id').all();
  expect(applied.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['0000_records.sql', '0001_triggers.sql', '0002_desk.sql', '0003_desk_triggers.sql']),
  );
  expect(applied[0]).toMatchObject({ id: 1, applied_at: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) });
  file.exec("insert into d1_migrations (name) values ('9999_tomorrow.sql')");
  file.close();
  expect(() => openDatabase(path)).toThrow('9999_tomorrow.sql');
});
