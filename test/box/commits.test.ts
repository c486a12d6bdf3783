import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Commits } from '../../worker/box/commits.ts';

let folder: string;
let file: DatabaseSync;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commits-'));
  file = new DatabaseSync(join(folder, 'a.sqlite'));
  file.exec('pragma journal_mode = wal; create table homes (door text primary key, note text)');
});
afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

const doors = (): string[] =>
  file
    .prepare('select door from homes order by rowid')
    .all()
    .map(({ door }) => String(door));
const arrive =
  (door: string, note = '') =>
  () => {
    file.prepare('insert into homes values (?, ?)').run(door, note);
    return door;
  };

test('those who come together are stored together, in their order, and each hears of his own', async () => {
  const commits = new Commits(file);
  const coming = ['101', '102', '103'].map((door) => commits.write(arrive(door)));
  expect(doors()).toEqual([]);
  expect(await Promise.all(coming)).toEqual(['101', '102', '103']);
  expect(doors()).toEqual(['101', '102', '103']);
});

test('one that fails takes back its own statements and nobody else’s', async () => {
  const commits = new Commits(file);
  const half = () => {
    arrive('104')();
    return arrive('101')();
  };
  const told = await Promise.allSettled([commits.write(arrive('101')), commits.write(half), commits.write(arrive('105'))]);
  expect(told.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(doors()).toEqual(['101', '105']);
});

test('nobody hears "done" of what a full disk did not take, and it goes on when there is room', async () => {
  const commits = new Commits(file);
  await commits.write(arrive('100'));
  file.exec(`pragma max_page_count = ${Number(Object.values(file.prepare('pragma page_count').get() ?? {})[0]) + 2}`);
  const told = await Promise.allSettled([1, 2, 3, 4].map((at) => commits.write(arrive(`20${at}`, 'x'.repeat(5000)))));
  const done = told.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(done.length).toBeLessThan(4);
  expect(doors()).toEqual(['100', ...done]);
  file.exec('pragma max_page_count = 1000000');
  expect(await commits.write(arrive('300'))).toBe('300');
});

test('where another process holds the database, all of a group hear that it is busy, and nothing is there', async () => {
  const commits = new Commits(file);
  const other = new DatabaseSync(join(folder, 'a.sqlite'));
  other.exec('begin immediate');
  const told = await Promise.allSettled([commits.write(arrive('101')), commits.write(arrive('102'))]);
  expect(told.map((one) => (one.status === 'rejected' ? String(one.reason) : ''))).toEqual([
    expect.stringContaining('SQLITE_BUSY'),
    expect.stringContaining('SQLITE_BUSY'),
  ]);
  other.close();
  expect(doors()).toEqual([]);
  expect(await commits.write(arrive('101'))).toBe('101');
});
