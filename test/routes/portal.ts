import { env, exports } from 'cloudflare:workers';
import { vi } from 'vitest';

/** The built worker, as phones reach it. */
export const ORIGIN = 'https://portal.example';

type Typed = Record<string, string | readonly string[]>;

let phones = 0;
/** Every request from a line of its own: the limits are by address, and have their own test. */
const elsewhere = () => ({ 'cf-connecting-ip': `10.${++phones >> 16}.${(phones >> 8) & 255}.${phones & 255}` });

export const encoded = (fields: Typed): URLSearchParams =>
  new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])));

export const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  exports.default.fetch(ORIGIN + path, { headers: { ...elsewhere(), ...headers }, redirect: 'manual' });

/** Sends whatever body, from the portal's own page unless `headers` say otherwise. */
export const send = (path: string, body: BodyInit | null, headers: Record<string, string> = {}): Promise<Response> =>
  exports.default.fetch(ORIGIN + path, {
    method: 'POST',
    headers: { origin: ORIGIN, ...elsewhere(), ...headers },
    body,
    redirect: 'manual',
  });

/** Sends a form, as a browser without JavaScript does. */
export const submit = (path: string, fields: Typed, headers: Record<string, string> = {}): Promise<Response> =>
  send(path, encoded(fields), headers);

/** Sends the same fields as JSON. */
export const call = (path: string, fields: Record<string, unknown>): Promise<Response> =>
  send(path, JSON.stringify(fields), { 'content-type': 'application/json', accept: 'application/json' });

/** The address of the receipt that an answer leads to, without its query. */
export const receiptOf = (answer: Response): string => {
  const place = answer.headers.get('location') ?? '';
  if (answer.status !== 303 || !place.startsWith('/r/')) throw new Error(`${answer.status} ${place} is no receipt`);
  return place.replace(/\?.*$/, '');
};

/** Every database of the town: sign-ups may be spread over several. */
export const databases: readonly D1Database[] = [env.DB, env.DB_2].filter((database) => database !== undefined);

export const rows = async (table: string, where = '1 = 1'): Promise<Record<string, unknown>[]> =>
  (await Promise.all(databases.map((database) => database.prepare(`select * from ${table} where ${where}`).all()))).flatMap(
    ({ results }) => results,
  );

/** Changes rows behind the portal's back, wherever they are. */
export const change = async (sql: string): Promise<void> => {
  for (const database of databases) await database.prepare(sql).run();
};

export const count = async (table: string): Promise<number> => (await rows(table)).length;

const FORGOTTEN = [
  ...['signups', 'requests', 'items', 'notes', 'receipts', 'adjustments', 'slots', 'turnouts'],
  ...['people', 'devices', 'sessions', 'grants', 'invitations', 'envelopes'],
  ...['channels', 'sendings', 'sightings', 'head_links', 'tellings', 'announcements', 'missings'],
  ...['cards', 'runs', 'findings', 'invoices', 'nights', 'night_lines'],
  ...['press_drafts', 'press_publications'],
];

/** Forgets everything but the events, which can't be deleted: their records are gone all the same. */
export const forget = async (): Promise<void> => {
  for (const database of databases) await database.batch(FORGOTTEN.map((table) => database.prepare(`delete from ${table}`)));
};

/** Everything that is logged while `deed` runs. */
export const logOf = async (deed: () => Promise<unknown>): Promise<string> => {
  const lines: string[] = [];
  const take = (...words: unknown[]) => void lines.push(words.map(String).join(' '));
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) => vi.spyOn(console, level).mockImplementation(take));
  try {
    await deed();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return lines.join('\n');
};
