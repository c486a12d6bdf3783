// `npm run bench:growth`: what a sign-up, the places left, a receipt and the desk's lists take with 1,000 to 1,000,000 sign-ups in
// one database. Writes docs/bench/growth.json, and its picture.
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY, HOUR } from '../../domain/clock.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { Slot } from '../../domain/slot.ts';
import { SqliteD1 } from '../../worker/box/d1.ts';
import { openDatabase } from '../../worker/box/database.ts';
import { startWriter } from '../../worker/box/writer.ts';
import type { Duty } from '../../worker/duty.ts';
import { momentIn } from '../../worker/moment.ts';
import { findTyped } from '../../worker/records/finding.ts';
import { pageOf, signupsOf, tallyOf } from '../../worker/records/lines.ts';
import { recordWith } from '../../worker/records/record.ts';
import { signUp } from '../../worker/records/signingup.ts';
import { standingOf } from '../../worker/records/slots.ts';
import { storeFor } from '../../worker/records/store.ts';
import { machine } from './machine.ts';
import { exponentOf, picture } from './picture.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const TIMES = 200;
/** So many are signed up for what the desk has open, however many are kept. */
const OPEN = 500;

const folder = mkdtempSync(join(tmpdir(), 'growth-'));
const path = join(folder, 'portal.sqlite');
const file = openDatabase(path);
// A sign-up is written as the box writes it, on a thread of its own.
const writer = startWriter(path);
const key = btoa('k'.repeat(32));
const store = await storeFor({
  DB: new SqliteD1(file, writer),
  SEAL_KEYS: `k1:${key}`,
  LOOKUP_KEY: key,
  ASSETS: { fetch: () => Promise.reject(new Error('no page is drawn here')) },
});
const now = momentIn(0, Date.now());

const slot: Slot = {
  ...{ key: 'supply/rice/s1', kind: 'supply', of: 'rice', id: 's1', title: '大米', place: '东门', capacity: 5000 },
  startsAt: now.town + DAY,
  endsAt: now.town + DAY + HOUR,
};
const sheet: Sheet = {
  town: { name: '示范镇', url: '', keep: { signups: 7, requests: 30 }, calendar: { holidays: [], worked: [] }, clockOffset: 0 },
  committee: { id: 'ju', name: '居委会' },
  compound: { id: 'yuan', name: '花园' },
  kind: 'compound',
  buildings: Array.from({ length: 20 }, (_, at) => ({ id: String(at + 1), name: `${at + 1}号楼` })),
  ...{ phones: [], points: [], gates: [], bring: [], slots: [slot], rounds: [], services: [] },
};
const duty = { store, now, scope: { town: '示范镇', committee: 'ju' }, grant: { role: 'lead' } } as unknown as Duty;

let people = 0;
const person = () => {
  const number = people++;
  const [building, room] = [String(1 + (number % 20)), String(101 + Math.floor(number / 20))];
  return { slot: 's1', name: `王秀英${number}`, phone: `137${String(20_000_000 + number)}`, building, room };
};
const signUpOne = async (): Promise<string> => {
  // Every second phone has no script, and so no key.
  const key = people % 2 === 0 ? undefined : `key-${people}`.padEnd(20, '-');
  const done = await signUp(store, sheet, slot, person(), key, now);
  if ('refused' in done) throw new Error(`refused: ${done.refused}`);
  return done.code;
};

const columnsOf = (table: string): string[] =>
  file
    .prepare(`select name from pragma_table_info('${table}')`)
    .all()
    .map(({ name }) => `${name}`);

/** Copies of the first sign-up, with its receipt and event, of other compounds and distributions, a thousand in each. */
const fillTo = (from: number, to: number): void => {
  const copy = (table: string, changed: Record<string, string>, where: string) => {
    const names = columnsOf(table);
    file.exec(`insert into ${table} (${names.map((name) => `"${name}"`).join()})
      with recursive n(i) as (select ${from} union all select i + 1 from n where i < ${to - 1})
      select ${names.map((name) => changed[name] ?? `"${name}"`).join()} from ${table}, n where ${where}`);
  };
  const id = (prefix: string) => `printf('${prefix}%07x-0000-4000-8000-%012x', i, i)`;
  const whose = { committee: "'ju' || (i / 1000 % 23)", compound: "'yuan' || (i / 1000 % 60)" };
  file.exec('begin');
  const of = "'rice' || (i / 1000)";
  copy(
    'signups',
    {
      ...{
        id: id('s'),
        ...whose,
        of,
        slot_key: `'supply/' || ${of} || '/s' || (i % 8)`,
        claim: "'claim' || i",
        content: "'content' || i",
        idem: "case when i % 2 then 'idem' || i end",
      },
      ...{ phone: "'phone' || (i % 400000)", last4: "'four' || (i % 10000)", door: "'door' || (i % 400000)", purge_at: 'purge_at + i' },
    },
    "committee = 'ju' and rowid = (select min(rowid) from signups)",
  );
  copy('receipts', { id: id('r'), ...whose, record_id: id('s'), code_hash: "'code' || i" }, 'rowid = (select min(rowid) from receipts)');
  copy('events', { id: id('e'), ...whose, record_id: id('s'), hash: "'hash' || i" }, 'rowid = (select min(rowid) from events)');
  file.exec('commit');
};

const medianOf = async (deed: () => Promise<unknown>): Promise<number> => {
  const took: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const started = performance.now();
    await deed();
    took.push(performance.now() - started);
  }
  return took.sort((one, other) => one - other)[TIMES / 2] ?? Number.NaN;
};

const code = await signUpOne();
for (let at = 1; at < OPEN; at++) await signUpOne();

const rows: ({ signUps: number; megabytes: number } & Record<string, number>)[] = [];
let held = 0;
for (const size of SIZES) {
  fillTo(held, size - OPEN);
  held = size - OPEN;
  // As a database is after a while that somebody looks after: SQLite has counted its indexes, which changes its plans.
  file.exec('analyze; pragma wal_checkpoint(truncate)');
  const where = signupsOf(duty, sheet, slot);
  const took = {
    'sign-up': await medianOf(signUpOne),
    receipt: await medianOf(() => recordWith(store, 'ju', code)),
    'places left': await medianOf(() => standingOf(store.dbOf('ju'), sheet)),
    'desk list': await medianOf(async () => pageOf(store, sheet, where, await tallyOf(store, sheet, where), {}, 1, 60)),
    'found by phone': await medianOf(() => findTyped(duty, '13720000007')),
  };
  const rounded = Object.fromEntries(Object.entries(took).map(([name, ms]) => [name, Math.round(ms * 1000) / 1000]));
  rows.push({ signUps: size, megabytes: Math.round(statSync(path).size / 1e6), ...rounded });
  console.log(
    size,
    Object.entries(took)
      .map(([name, ms]) => `${name} ${ms.toFixed(2)} ms`)
      .join(', '),
    `${rows.at(-1)?.megabytes} MB`,
  );
}
await writer.close();
file.close();
rmSync(folder, { recursive: true });

const series = ['sign-up', 'receipt', 'places left', 'desk list', 'found by phone'].map((name) => {
  const points = rows.map((row) => [row.signUps, row[name] ?? Number.NaN] as const);
  return { name, points, exponent: exponentOf(points) };
});
mkdirSync('docs/bench', { recursive: true });
writeFileSync(
  'docs/bench/growth.json',
  `${JSON.stringify({ machine: machine(), database: 'SQLite on disk, synchronous FULL', median: TIMES, rows, exponents: Object.fromEntries(series.map(({ name, exponent }) => [name, Math.round(exponent * 1000) / 1000])) }, null, 2)}\n`,
);
writeFileSync('docs/bench/growth.svg', picture('Milliseconds by sign-ups in one database (median of 200)', series));
for (const { name, exponent } of series) console.log(`${name}: time grows with sign-ups to the power of ${exponent.toFixed(3)}`);
