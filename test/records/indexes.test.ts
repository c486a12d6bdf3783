import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../../domain/clock.ts';
import { requests } from '../../db/schema/requests.ts';
import { signups } from '../../db/schema/signups.ts';
import type { Role, Scope } from '../../domain/role.ts';
import type { Duty } from '../../worker/duty.ts';
import { endedLines, type Filter, openCounts, openLines, openTasks, openTotal } from '../../worker/records/queue.ts';
import { dbFor } from '../../worker/records/store.ts';
import { besides, homeCounts, homesIn, requestsIn } from '../../worker/records/homes.ts';
import { freeItems, loadOn, requestsOn } from '../../worker/records/loads.ts';
import { linesIn } from '../../worker/records/nightlines.ts';
import { findQueries } from '../../worker/records/finding.ts';
import { twinQueries } from '../../worker/records/twins.ts';
import { forget } from '../routes/portal.ts';
import { NOW, store } from './town.ts';

// 20,000 requests of thirty committees, 300 of them open in one: what is open has to be found without looking at the rest.
const MANY = 20_000;

beforeAll(async () => {
  await forget();
  const columns =
    'id, town, committee, compound, service, title, team, queues, urgent, days_left, for_other, state, due_at, actor, source, asked_at, changed_at, received_at, phone, door, building, ended_at';
  const at = NOW.town;
  await env.DB.prepare(
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${MANY - 1})
     insert into requests (${columns})
     select printf('%08x-0000-4000-8000-%012x', i, i), '示范镇',
       case when i % 2 = 0 then 'ju' else 'ju' || (i % 30) end, 'yuan' || (i % 3), 'medicine', '配药',
       case i % 4 when 0 then 'medicine' when 2 then 'care' else 'office' end, '[]', i % 7 = 0, i % 11, 0,
       case when i < 600 then 'received' else 'done' end, ${at} + (i % 90) * ${DAY} - ${DAY}, 'resident', 'web',
       ${at} - i * ${MINUTE}, ${at}, ${at}, 'phone' || (i % 9000), 'door' || (i % 9000), '1',
       case when i < 600 then null else ${at} - i end
     from n`,
  ).run();
});

const dutyOf = async (role: Role, scope: Omit<Scope, 'town'>): Promise<Pick<Duty, 'scope' | 'grant' | 'now' | 'person' | 'store'>> => ({
  scope: { town: '示范镇', ...scope },
  grant: { role } as Duty['grant'],
  now: NOW,
  person: { id: 'somebody', name: '贺小真' },
  store: await store(),
});

const explain = async (query: { toSQL: () => { sql: string; params: unknown[] } }): Promise<string[]> => {
  const { sql, params } = query.toSQL();
  const bound = params.map((one) => (typeof one === 'boolean' ? Number(one) : one));
  const plan = await env.DB.prepare(`explain query plan ${sql}`)
    .bind(...bound)
    .all<{ detail: string }>();
  return plan.results.map(({ detail }) => detail);
};

const usesOnly = (plan: readonly string[], index: RegExp): void => {
  const reads = plan.filter((step) => /\brequests\b/.test(step));
  expect(reads.length, plan.join('\n')).toBeGreaterThan(0);
  for (const step of reads) {
    expect(step, plan.join('\n')).toMatch(index);
    expect(step, plan.join('\n')).not.toMatch(/^SCAN/);
  }
};

const OPEN = /^SEARCH requests USING (COVERING )?INDEX requests_(queue|due|team) /;
const filters: Record<string, Filter> = {
  nothing: {},
  'a team': { team: 'medicine' },
  'a compound': { team: 'medicine', committee: 'ju', compound: 'yuan1' },
  'a building': { committee: 'ju', compound: 'yuan1', building: '1' },
  'a service': { service: 'medicine' },
  'a state': { state: 'received' },
  mine: { owner: 'somebody' },
  "nobody's": { owner: null },
  urgent: { urgent: true },
  overdue: { overdue: true },
  'to be called': { call: true },
  everything: {
    team: 'care',
    committee: 'ju',
    compound: 'yuan1',
    building: '1',
    service: 'medicine',
    state: 'received',
    urgent: true,
    overdue: true,
  },
};

describe.each([
  ['a clerk of a committee', 'clerk', { committee: 'ju' }],
  ['a clerk of a compound', 'clerk', { committee: 'ju', compound: 'yuan1' }],
  ['a lead of the town', 'lead', {}],
  ['the medicine team', 'medicine', { committee: 'ju' }],
] as const)('the list of %s', (_, role, scope) => {
  test.each(Object.entries(filters))('filtered by %s reads what is open, and nothing else', async (__, filter) => {
    const duty = await dutyOf(role, scope);
    const db = dbFor(env, 'ju');
    usesOnly(await explain(openLines(db, duty, filter)), OPEN);
    usesOnly(await explain(openTotal(db, duty, filter)), OPEN);
  });

  test('counts what is open by the same indexes', async () => {
    const duty = await dutyOf(role, scope);
    const db = dbFor(env, 'ju');
    usesOnly(await explain(openCounts(db, duty)), OPEN);
    usesOnly(await explain(openTasks(db, duty)), OPEN);
  });

  test('of what ended has an index of its own', async () => {
    const plan = await explain(endedLines(dbFor(env, 'ju'), await dutyOf(role, scope), { team: 'medicine' }, ['ju', 'ju1']));
    usesOnly(plan, /^SEARCH requests USING INDEX requests_ended /);
  });

  test('finds likely duplicates by phone and by door', async () => {
    const likeness = { service: 'medicine', phone: 'phone7', door: 'door7', drugs: [], at: NOW.town };
    const [byPhone, byDoor] = twinQueries(await dutyOf(role, scope), likeness);
    usesOnly(await explain(byPhone), /^SEARCH requests USING INDEX requests_phone /);
    usesOnly(await explain(byDoor), /^SEARCH requests USING INDEX requests_door /);
    const [found, [held = expect.unreachable()]] = findQueries(await dutyOf(role, scope), {
      request: eq(requests.phone, 'a'),
      signup: eq(signups.door, 'b'),
    });
    usesOnly(await explain(found), /^SEARCH requests USING INDEX requests_phone /);
    expect(await explain(held)).toContainEqual(expect.stringMatching(/^SEARCH signups USING INDEX signups_door /));
  });
});

test('the medicine pages find homes by the same indexes, and what belongs to them by its own keys', async () => {
  const duty = await dutyOf('medicine', { committee: 'ju' });
  for (const query of [homesIn(duty, 'common', { from: 0, most: 12 }), homeCounts(duty), homesIn(duty, 'free', { from: 0, most: 90 })])
    usesOnly(await explain(query), OPEN);
  const ids = Array.from({ length: 128 }, (_, at) => `request${at}`);
  usesOnly(await explain(requestsIn(duty, ids)), /^SEARCH requests USING INDEX sqlite_autoindex_requests_1 /);
  const [onRun, drugs] = loadOn(duty, 'run');
  usesOnly(await explain(onRun), /^SEARCH requests USING INDEX sqlite_autoindex_requests_1 /);
  expect((await explain(drugs)).filter((step) => /^SCAN items|items_queue/.test(step))).toEqual([]);
  const [counts, cards] = besides(duty, ids);
  for (const query of [counts, freeItems(duty, ids), requestsOn(duty, ids, ['run'])])
    expect(await explain(query)).toContainEqual(expect.stringMatching(/^SEARCH items USING INDEX items_request /));
  expect(await explain(cards)).toContainEqual(expect.stringMatching(/^SEARCH cards USING INDEX cards_out /));
  const lines = await explain(linesIn(duty, 'night', { from: 0, most: 30 }));
  expect(lines).toContainEqual(expect.stringMatching(/^SEARCH night_lines USING INDEX night_lines_subject /));
  expect(lines.filter((step) => /^SCAN (?!\()/.test(step))).toEqual([]);
});

test('one team’s list comes from its index in order, and is right', async () => {
  const duty = await dutyOf('clerk', { committee: 'ju' });
  const db = dbFor(env, 'ju');
  const plan = await explain(openLines(db, duty, { team: 'medicine' }));
  expect(plan).toEqual([expect.stringMatching(/INDEX requests_queue \(committee=\? AND team=\?\)/)]);
  const lines = await openLines(db, duty, { team: 'medicine' });
  expect(lines).toHaveLength(41);
  const keys = lines.map(({ urgent, dueAt, daysLeft }) => [urgent ? 0 : 1, dueAt, daysLeft ?? -1] as const);
  expect(keys).toEqual(keys.toSorted((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]));
  expect((await openTotal(db, duty, {}))[0]?.is).toBe(300);
});
