import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SqliteD1 } from '../../worker/box/d1.ts';
import { isAway } from '../../worker/faults.ts';

let file: DatabaseSync;
let db: SqliteD1;
beforeEach(() => {
  file = new DatabaseSync(':memory:');
  db = new SqliteD1(file);
  file.exec('create table people (name text primary key, age integer, home text references people (name)) strict');
});
afterEach(() => file.close());

const born = (name: string, age: number | null = null) => db.prepare('insert into people (name, age) values (?, ?)').bind(name, age);
const names = async () => (await db.prepare('select name from people order by name').raw<[string]>()).flat();

describe('the face of D1', () => {
  test('gives rows, one row, one column, arrays, and names with them', async () => {
    await db.batch([born('王秀英', 81), born('李国强')]);
    const all = db.prepare('select name, age from people order by name');
    expect((await all.all()).results).toEqual([
      { name: '李国强', age: null },
      { name: '王秀英', age: 81 },
    ]);
    expect(await all.first()).toEqual({ name: '李国强', age: null });
    expect(await all.first('name')).toBe('李国强');
    expect(await db.prepare('select 1 where 0').first()).toBeNull();
    await expect(all.first('phone')).rejects.toThrow('D1_COLUMN_NOTFOUND');
    expect(await all.raw({ columnNames: true })).toEqual([
      ['name', 'age'],
      ['李国强', null],
      ['王秀英', 81],
    ]);
    // The same statement again, as rows: one way of asking does not stick to it.
    expect((await all.all()).results).toHaveLength(2);
  });

  test('says what a change changed', async () => {
    await db.batch([born('王秀英', 81), born('李国强', 80)]);
    const { meta, success, results } = await db.prepare('update people set age = age + 1').run();
    expect({ changes: meta.changes, changed: meta.changed_db, success, results }).toEqual({
      ...{ changes: 2, changed: true, success: true, results: [] },
    });
    const returned = await db.prepare('delete from people where age = ? returning name').bind(82).run();
    expect(returned.results).toEqual([{ name: '王秀英' }]);
  });

  test('binds what D1 binds, and says what it does not', async () => {
    expect(await db.prepare('select ? as yes, ? as no').bind(true, false).first()).toEqual({ yes: 1, no: 0 });
    expect(() => db.prepare('select ?').bind(undefined)).toThrow("D1_TYPE_ERROR: Type 'undefined' not supported");
    expect(() => db.prepare('select ?').bind({})).toThrow('D1_TYPE_ERROR');
  });

  test('does a batch whole or not at all, and goes on after it', async () => {
    await expect(db.batch([born('王秀英'), born('李国强'), born('王秀英')])).rejects.toThrow(
      'D1_ERROR: UNIQUE constraint failed: people.name: SQLITE_CONSTRAINT',
    );
    expect(await names()).toEqual([]);
    await db.batch([born('王秀英')]);
    expect(await names()).toEqual(['王秀英']);
  });

  test('does a batch whose statement can’t even be read not at all', async () => {
    await expect(db.batch([born('王秀英'), db.prepare('insert into nobody values (1)')])).rejects.toThrow('no such table: nobody');
    expect(await names()).toEqual([]);
  });

  test('does many batches at once one after the other', async () => {
    const count = 'insert into people (name, age) select ?, count(*) from people';
    await Promise.all(
      Array.from({ length: 50 }, (_, at) => db.batch([db.prepare(count).bind(`a${at}`), db.prepare(count).bind(`b${at}`)])),
    );
    const ages = (await db.prepare('select age from people order by age').raw<[number]>()).flat();
    expect(ages).toEqual(Array.from({ length: 100 }, (_, at) => at));
  });

  test('holds to foreign keys, as D1 does', async () => {
    await expect(db.prepare("insert into people (name, home) values ('王秀英', 'nobody')").run()).rejects.toThrow('FOREIGN KEY');
  });

  test('says that it is away so that the app takes it for that', async () => {
    file.exec('pragma max_page_count = 3');
    const full: unknown = await db
      .prepare('insert into people (name) values (hex(randomblob(20000)))')
      .run()
      .catch((error: unknown) => error);
    expect(full).toMatchObject({ message: 'D1_ERROR: database or disk is full: SQLITE_FULL' });
    expect(isAway(full)).toBe(true);
    await expect(db.batch([born('李国强'), db.prepare('insert into people (name) values (hex(randomblob(20000)))')])).rejects.toThrow(
      'SQLITE_FULL',
    );
    expect(await names()).toEqual([]);
  });
});
