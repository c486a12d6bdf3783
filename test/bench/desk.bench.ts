import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import type { Rule } from '../../worker/routes/desk/rules.ts';
import { DESK_RULES } from '../../worker/routes/desk/table.ts';
import { forget } from '../routes/portal.ts';
import { staff } from '../routes/staff.ts';
import { MINGDU, pathWith, subjectsAt } from '../routes/tenants.ts';
import { counted, replayed } from './database.ts';
import { fill, OPEN } from './town.ts';

// `npm run bench`: what each page of the desk weighs, asks and takes, with a hundred calls and two hundred forms open in
// one committee and twenty thousand rows in the database. Prints a table; it fails on bytes, never on time.

const TIMES = 25;
const MOST_BYTES = 150 * 1024;

const median = (numbers: readonly number[]): number => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

/** Milliseconds that `deed` takes. The clock of workerd stands still but for what comes in from outside. */
const timed = async (deed: () => Promise<unknown>): Promise<number> => {
  const took: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const started = performance.now();
    await deed();
    took.push(performance.now() - started);
  }
  return median(took);
};

test('the pages of the desk', async () => {
  await forget();
  const subjects = await subjectsAt(MINGDU);
  await fill(subjects);
  const lead = await staff('lead', { committee: MINGDU.committee });
  const log = vi.spyOn(console, 'log').mockReturnValue();
  const table: { page: string; status: number; bytes: number; ms: number; own: number; asked: string }[] = [];
  for (const [key, { right, of }] of Object.entries(DESK_RULES) as [string, Rule][]) {
    const [method, path = ''] = key.split(' ');
    if (method !== 'GET' || (right === 'door' && path !== '/desk')) continue;
    let bytes = 0;
    let status = 0;
    const page = async () => {
      const answer = await lead.get(pathWith(path, of, subjects));
      bytes = (await answer.arrayBuffer()).byteLength;
      status = answer.status;
    };
    const ms = await timed(page);
    const { answers, trips, statements, rows } = await counted(page);
    const own = await timed(() => replayed(answers, page));
    table.push({ page: path, status, bytes, ms, own, asked: `${trips}`.padStart(6) + `${statements}`.padStart(6) + `${rows}`.padStart(6) });
  }
  log.mockRestore();
  const [total] = (await env.DB.prepare('select count(*) as n from requests').all()).results;
  const lines = table
    .toSorted((one, other) => other.ms - one.ms)
    .map(({ page, status, bytes, ms, own, asked }) =>
      [
        status,
        `${Math.ceil(bytes / 1024)} KB`.padStart(7),
        `${ms.toFixed(1)} ms`.padStart(8),
        `${own.toFixed(1)} ms`.padStart(8),
        asked,
        page,
      ].join(' '),
    );
  console.log(['          KB    total      own  trips  sql  rows', ...lines].join('\n'));
  console.log(`${total?.['n']} requests in the database, ${OPEN} open in one committee; median of ${TIMES}, own: without the database`);
  expect(table.filter(({ bytes }) => bytes > MOST_BYTES)).toEqual([]);
}, 300_000);
