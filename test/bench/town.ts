import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { Sheet } from '../../domain/sheet.ts';
import { askFor } from '../../worker/records/asking.ts';
import { storeFor } from '../../worker/records/store.ts';
import { MINGDU, type Subjects } from '../routes/tenants.ts';

export const OPEN = 300;
const CALLS = 100;
const ROWS = 20_000;
// A full run, and half of its cards with those who go.
const ON_RUN = 96;
const CARDS = 48;

const sheetOf = async (): Promise<Sheet> => {
  const file = await env.ASSETS.fetch(`https://portal.example/catalogue/${MINGDU.committee}/${MINGDU.compound}.json`);
  return file.json();
};

const ask = async (): Promise<void> => {
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
};

/** Three hundred open requests in one committee, a full run among them, and twenty thousand rows in the database. */
export const fill = async ({ run, person }: Subjects): Promise<void> => {
  await ask();
  const some = (most: number) => `select id from requests order by asked_at, rowid limit ${most}`;
  const columns = (await env.DB.prepare('pragma table_info(requests)').all<{ name: string }>()).results.map(({ name }) => name);
  const changed: Record<string, string> = { id: "n || '-' || id", committee: "'other'", idem: 'null', ended_at: '1' };
  await env.DB.batch([
    env.DB.prepare(`update items set run_id = ? where request_id in (${some(ON_RUN)})`).bind(run),
    env.DB.prepare(
      `insert or ignore into cards (id, town, committee, compound, request_id, holder, collected_by, collected_at)
       select 'card-' || id, town, committee, compound, id, ?1, ?1, 1 from requests where id in (${some(CARDS)})`,
    ).bind(person),
    env.DB.prepare(
      `insert into requests (${columns.map((name) => `"${name}"`).join()})
       with recursive copies(n) as (select 1 union all select n + 1 from copies where n < ${Math.ceil(ROWS / OPEN)})
       select ${columns.map((name) => changed[name] ?? `"${name}"`).join()} from requests, copies`,
    ),
  ]);
};
