import { env, exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { anchorLogs } from '../../worker/records/anchors.ts';
import { dbFor, storeFor } from '../../worker/records/store.ts';
import { count, forget, get, receiptOf, submit } from './portal.ts';
import { granny, insulin, MEDICINE, OIL, teacher } from './residents.ts';
import { staff } from './staff.ts';
import { CHENJIAXIANG, MINGDU } from './tenants.ts';

// A committee whose sign-ups are in a database of their own, beside one whose are in the town's.
const GATE = `/signups/${MINGDU.committee}/${MINGDU.compound}/${MINGDU.slot}`;
const gatekeeper = { ...MINGDU.household };

const inside = async (database: D1Database, table: string): Promise<number> =>
  Number((await database.prepare(`select count(*) as n from ${table}`).first<{ n: number }>())?.n);
const held = async () => ({ own: await inside(env.DB, 'signups'), spread: await inside(env.DB_2 ?? expect.unreachable(), 'signups') });

beforeEach(forget);

const slotOf = async (path: string): Promise<string> => {
  const [, , committee, compound, kind, of] = path.split('/');
  const answer: { slots: Record<string, unknown> } = await (await get(`/api/slots/${committee}/${compound}`)).json();
  const key = Object.keys(answer.slots).find((one) => one.startsWith(`${kind}/${of}/`)) ?? expect.unreachable();
  return key.split('/')[2] ?? '';
};

const both = async () => ({
  oil: receiptOf(await submit(OIL, { ...granny, slot: 's1' })),
  gate: receiptOf(await submit(GATE, { ...gatekeeper, slot: await slotOf(GATE) })),
});

test('each committee’s sign-ups go where they belong, and each receipt is found again', async () => {
  const { oil, gate } = await both();
  expect(await held()).toEqual({ own: 1, spread: 1 });
  expect(await inside(env.DB_2 ?? expect.unreachable(), 'receipts')).toBe(1);
  for (const path of [oil, gate]) expect((await get(path)).status).toBe(200);
});

test('a request of the same committee is in the town’s own database, and its receipt is found there', async () => {
  const receipt = receiptOf(await submit(MEDICINE, insulin));
  expect(receipt).toMatch(/^\/r\/chenjiaxiang\//);
  expect(await inside(env.DB, 'requests')).toBe(1);
  expect(await inside(env.DB_2 ?? expect.unreachable(), 'requests')).toBe(0);
  expect((await get(receipt)).status).toBe(200);
});

describe('a lead of the whole town', () => {
  test('sees both committees’ sign-ups', async () => {
    await both();
    const lead = await staff('lead', {});
    for (const { committee } of [CHENJIAXIANG, MINGDU]) {
      const page = await (await lead.get(`/desk/signups?committee=${committee}`)).text();
      expect(page).toMatch(/1/);
      expect(page).toContain(`/desk/signups/of/${committee}/`);
    }
    const answer = await lead.get('/desk/find?q=8001');
    expect(answer.status).toBe(200);
  });

  test('finds either by the phone, whichever database it is in', async () => {
    await both();
    const lead = await staff('lead', {});
    for (const { phone, name } of [granny, gatekeeper]) expect(await (await lead.get(`/desk/find?q=${phone}`)).text()).toContain(name);
  });

  test('opens and ticks either, and its log stands beside it', async () => {
    const { oil } = await both();
    const lead = await staff('lead', {});
    const { id } = (await env.DB_2?.prepare('select id from signups').first<{ id: string }>()) ?? expect.unreachable();
    expect(await (await lead.get(`/desk/signups/${id}`)).text()).toContain(granny.name);
    expect((await lead.submit(`/desk/signups/${id}/tick`, { was: 'booked', state: 'collected' })).status).toBe(303);
    const deeds = await env.DB_2?.prepare('select deed from events where record_id = ? order by seq').bind(id).all<{ deed: string }>();
    expect(deeds?.results.map(({ deed }) => deed)).toEqual(['signed-up', 'ticked']);
    expect((await get(oil)).status).toBe(200);
  });
});

test('places are counted in the committee’s own database', async () => {
  await submit(OIL, { ...granny, slot: 's1' });
  await submit(OIL, { ...teacher, slot: 's1' });
  const slots = await env.DB_2?.prepare('select taken from slots').all<{ taken: number }>();
  expect(slots?.results).toEqual([{ taken: 2 }]);
  expect(await inside(env.DB, 'slots')).toBe(0);
});

test('the hourly work purges and anchors every database', async () => {
  await both();
  for (const database of [env.DB, env.DB_2 ?? expect.unreachable()]) await database.prepare('update signups set purge_at = 1').run();
  await exports.default.scheduled({ scheduledTime: new Date('2026-11-24T00:23:00Z') });
  expect(await count('signups')).toBe(0);
  expect(await count('receipts')).toBe(0);
  expect(await inside(env.DB, 'anchors')).toBe(1);
  expect(await inside(env.DB_2 ?? expect.unreachable(), 'anchors')).toBe(1);
  expect(await anchorLogs(await storeFor(env), Date.now())).toEqual([]);
});

test('a committee that is spread to a database that is not bound is a fault, not a second database', () => {
  const { DB_2: _, ...without } = env;
  expect(() => dbFor(without, 'chenjiaxiang')).toThrow('SHARDS: DB_2');
  expect(() => dbFor(without, 'constructor')).not.toThrow();
});
