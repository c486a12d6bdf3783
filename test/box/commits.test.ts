import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Writing, writingHere } from '../../worker/box/commits.ts';
import { openDatabase } from '../../worker/box/database.ts';
import type { Asked } from '../../worker/box/statements.ts';
import { startWriter } from '../../worker/box/writer.ts';

let folder: string;
let file: DatabaseSync;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commits-'));
  file = openDatabase(join(folder, 'a.sqlite'));
  file.exec('create table homes (door text primary key, note text)');
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
const asked = (sql: string, ...values: string[]): Asked => ({ sql, values });
const arrive = (door: string, note = ''): Asked => asked('insert into homes values (?, ?) returning door', door, note);
const heard = (told: readonly PromiseSettledResult<unknown>[]): string[] =>
  told.map((one) => (one.status === 'rejected' ? String(one.reason) : 'done'));

// Here, as tools and tests write, and on a thread, as the box does.
const HOSTS: readonly [string, () => Writing & { close?: () => Promise<void> }][] = [
  ['here', () => writingHere(file)],
  ['on a thread', () => startWriter(join(folder, 'a.sqlite'))],
];

describe.each(HOSTS)('written %s', (_, start) => {
  let writing: ReturnType<typeof start>;
  beforeEach(() => {
    writing = start();
  });
  afterEach(() => writing.close?.());

  test('those who come together are stored together, in their order, and each hears of his own', async () => {
    const coming = ['101', '102', '103'].map((door) => writing.write([arrive(door)]));
    expect(doors()).toEqual([]);
    expect((await Promise.all(coming)).map(([given]) => given?.rows)).toEqual([[{ door: '101' }], [{ door: '102' }], [{ door: '103' }]]);
    expect(doors()).toEqual(['101', '102', '103']);
  });

  test('many who come while the disk is waited for hear of their own too', async () => {
    const came = await Promise.all(Array.from({ length: 300 }, (_unused, at) => writing.write([arrive(String(at)), arrive(`${at}b`)])));
    expect(came.map((given) => given.map(({ rows }) => rows))).toEqual(
      Array.from({ length: 300 }, (_unused, at) => [[{ door: String(at) }], [{ door: `${at}b` }]]),
    );
  });

  test('one that fails takes back its own statements and nobody else’s', async () => {
    const batches = [[arrive('101')], [arrive('104'), arrive('101')], [arrive('105')]];
    const told = await Promise.allSettled(batches.map((batch) => writing.write(batch)));
    expect(heard(told)).toEqual(['done', expect.stringContaining('D1_ERROR: UNIQUE constraint failed: homes.door'), 'done']);
    expect(doors()).toEqual(['101', '105']);
  });

  test('nobody hears "done" of what a full disk did not take, and it goes on when there is room', async () => {
    await writing.write([arrive('100')]);
    const pages = Number(Object.values(file.prepare('pragma page_count').get() ?? {})[0]);
    await writing.write([asked(`pragma max_page_count = ${pages + 2}`)]);
    const coming = ['201', '202', '203', '204'];
    const told = await Promise.allSettled(coming.map((door) => writing.write([arrive(door, 'x'.repeat(5000))])));
    const done = coming.filter((_unused, at) => told[at]?.status === 'fulfilled');
    expect(done.length).toBeLessThan(4);
    expect(doors()).toEqual(['100', ...done]);
    await writing.write([asked('pragma max_page_count = 1000000')]);
    await writing.write([arrive('300')]);
    expect(doors()).toEqual(['100', ...done, '300']);
  });

  test('where another process holds the database, all of a group hear that it is busy, and nothing is there', async () => {
    // A thread opens the file before it can find it held.
    await writing.write([asked('select 1')]);
    const other = new DatabaseSync(join(folder, 'a.sqlite'));
    other.exec('begin immediate');
    const told = await Promise.allSettled([writing.write([arrive('101')]), writing.write([arrive('102')])]);
    expect(heard(told)).toEqual([expect.stringContaining('SQLITE_BUSY'), expect.stringContaining('SQLITE_BUSY')]);
    other.close();
    expect(doors()).toEqual([]);
    await writing.write([arrive('101')]);
    expect(doors()).toEqual(['101']);
  });
});

test('what a thread was handed before it is closed is stored', async () => {
  const writing = startWriter(join(folder, 'a.sqlite'));
  const coming = writing.write([arrive('101')]);
  await writing.close();
  await coming;
  expect(doors()).toEqual(['101']);
});
