import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Sheet } from '../../domain/sheet.ts';
import { askFor } from '../../worker/records/requests.ts';
import { storeFor } from '../../worker/records/store.ts';
import type { Rule } from '../../worker/routes/desk/rules.ts';
import { DESK_RULES } from '../../worker/routes/desk/table.ts';
import { forget } from '../routes/portal.ts';
import { staff } from '../routes/staff.ts';
import { MINGDU, pathWith, subjectsAt } from '../routes/tenants.ts';

// `npm run bench`: what each page of the desk weighs and takes, with a hundred calls and two hundred forms open in one
// committee and twenty thousand rows in the database. Prints a table; it fails on bytes, never on time.

const OPEN = 300;
const CALLS = 100;
const ROWS = 20_000;
const TIMES = 15;
const MOST_BYTES = 150 * 1024;

const sheetOf = async (): Promise<Sheet> => {
  const file = await env.ASSETS.fetch(`https://portal.example/catalogue/${MINGDU.committee}/${MINGDU.compound}.json`);
  return file.json();
};

const fill = async (): Promise<void> => {
  const sheet = await sheetOf();
  const service = sheet.services.find(({ id }) => id === 'medicine') ?? expect.unreachable();
  const store = await storeFor(env);
  const real = Date.now();
  for (let at = 0; at < OPEN; at++) {
    const input = {
      ...MINGDU.household,
      ...{ for: 'self' as const, name: `孟阿公${at}`, phone: `138${String(20_000_000 + at)}`, building: String(1 + (at % 12)) },
      ...{ room: String(101 + at), card: 'ready', health: 'yes' },
      drugs: [
        { name: '门冬胰岛素', amount: 2, days: at % 20 },
        { name: '氨氯地平', amount: 1, days: 9 },
      ],
    };
    const entry = at < CALLS ? ({ hand: { actor: 'staff', by: 'somebody' }, source: 'phone' } as const) : undefined;
    await askFor(store, sheet, service, input, undefined, { real, town: real + sheet.town.clockOffset }, entry);
  }
  const columns = (await env.DB.prepare('pragma table_info(requests)').all<{ name: string }>()).results.map(({ name }) => name);
  const changed: Record<string, string> = { id: "n || '-' || id", committee: "'other'", idem: 'null', ended_at: '1' };
  await env.DB.prepare(
    `insert into requests (${columns.map((name) => `"${name}"`).join()})
     with recursive copies(n) as (select 1 union all select n + 1 from copies where n < ${Math.ceil(ROWS / OPEN)})
     select ${columns.map((name) => changed[name] ?? `"${name}"`).join()} from requests, copies`,
  ).run();
};

const median = (numbers: readonly number[]): number => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;

test('the pages of the desk', async () => {
  await forget();
  const subjects = await subjectsAt(MINGDU);
  await fill();
  const lead = await staff('lead', { committee: MINGDU.committee });
  const table: { page: string; status: number; bytes: number; ms: number }[] = [];
  for (const [key, { right, of }] of Object.entries(DESK_RULES) as [string, Rule][]) {
    const [method, path = ''] = key.split(' ');
    if (method !== 'GET' || (right === 'door' && path !== '/desk')) continue;
    const there = pathWith(path, of, subjects);
    const took: number[] = [];
    let bytes = 0;
    let status = 0;
    for (let time = 0; time < TIMES; time++) {
      const started = performance.now();
      const answer = await lead.get(there);
      bytes = (await answer.arrayBuffer()).byteLength;
      took.push(performance.now() - started);
      status = answer.status;
    }
    table.push({ page: path, status, bytes, ms: Math.round(median(took) * 10) / 10 });
  }
  const [total] = (await env.DB.prepare('select count(*) as n from requests').all()).results;
  const lines = table
    .toSorted((one, other) => other.ms - one.ms)
    .map(({ page, status, bytes, ms }) => [status, `${Math.ceil(bytes / 1024)} KB`.padStart(7), `${ms} ms`.padStart(8), page].join(' '));
  console.log(lines.join('\n'));
  console.log(`${total?.['n']} requests in the database, ${OPEN} open in one committee; median of ${TIMES}, database included`);
  expect(table.filter(({ bytes }) => bytes > MOST_BYTES)).toEqual([]);
}, 300_000);
