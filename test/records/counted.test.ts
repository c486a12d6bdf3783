import { env } from 'cloudflare:workers';
import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { signups } from '../../db/schema/signups.ts';
import { isSame, sentNow } from '../../worker/records/once.ts';
import { signUp } from '../../worker/records/signingup.ts';
import { forget } from '../routes/portal.ts';
import { NOW, person, sheetWith, slotOf, store } from './town.ts';

// SQLite plans anew once it has counted its indexes, as `pragma optimize` has it do: what was asked for must not be read whole then.
const MANY = 20_000;

beforeAll(async () => {
  await forget();
  const rice = slotOf('rice', 5);
  await signUp(await store(), sheetWith(rice), rice, person(1), undefined, NOW);
  const names = (await env.DB.prepare('pragma table_info(signups)').all<{ name: string }>()).results.map(({ name }) => name);
  const changed: Record<string, string> = {
    id: "'copy' || i",
    claim: "'claim' || i",
    content: "'content' || i",
    door: "'door' || i",
    of: "'other'",
    slot_key: "'other'",
  };
  await env.DB.prepare(
    `insert into signups (${names.map((name) => `"${name}"`).join()})
     with recursive n(i) as (select 1 union all select i + 1 from n where i < ${MANY})
     select ${names.map((name) => changed[name] ?? `"${name}"`).join()} from signups, n`,
  ).run();
  await env.DB.prepare('analyze').run();
});

test.each([
  ['without a key', null],
  ['with a key', 'a'.repeat(64)],
])('the same form sent again %s is found by an index, however many have no key', async (_, idem) => {
  const { db } = await store();
  const { results } = await env.DB.prepare('select stat from sqlite_stat1 where idx = ?').bind('signups_idem').all<{ stat: string }>();
  expect(results[0]?.stat).toMatch(/^2000\d /);
  const plan = await db.all<{ detail: string }>(
    sql`explain query plan select 1 from signups where ${isSame(signups, sentNow({ idem, content: 'b'.repeat(64) }, 'd'.repeat(64), NOW.real))}`,
  );
  const steps = plan.map(({ detail }) => detail);
  expect(steps.filter((step) => /^SCAN/.test(step))).toEqual([]);
  expect(steps.join('\n')).toMatch(/SEARCH signups USING INDEX signups_door/);
});
