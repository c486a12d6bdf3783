import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DAY, instant, MINUTE, timeOf } from '../../domain/clock.ts';
import { configOf } from '../../worker/city/config.ts';
import { shareOf, together } from '../../worker/city/load.ts';
import { costOf, fullestOf, needsOf, planOf } from '../../worker/city/needs.ts';
import { opensLine, staggered } from '../../worker/city/openings.ts';
import { planLines } from '../../worker/city/plan.ts';
import { AT_MOST, MONTH } from '../../worker/city/platform.ts';
import { sampleTowns } from '../../worker/city/sample.ts';
import { cityWith, townWith } from './towns.ts';

const EIGHT = instant('2022-04-16', '08:00');
const committees = (count: number) => Array.from({ length: count }, (_, at) => `ju-${at + 1}`);

test('a price begins where what is included ends', () => {
  expect(costOf(10e6, MONTH.requests)).toBe(0);
  expect(costOf(15e6, MONTH.requests)).toBeCloseTo(1.5);
});

test('twice the people need twice the rows; a database more is a database more', () => {
  const [one, two] = [needsOf(townWith('a', { committees: [] })), needsOf(townWith('a', { committees: [], residents: 20_000 }))];
  expect(two.rowsWritten).toBeCloseTo(2 * one.rowsWritten);
  expect(two.requests).toBeCloseTo(2 * one.requests);
  expect(needsOf(townWith('a', { databases: [{}, { committees: ['mingdu'] }] })).databases).toBe(2);
});

test('a city of 215 towns and 13,000 compounds stays within every limit; 251 towns have too many crons, and it is said', () => {
  const towns = sampleTowns().map(({ town }) => town);
  expect(towns.reduce((sum, { compounds }) => sum + compounds, 0)).toBe(13_000);
  for (const { what, is, limit } of planOf(cityWith(...towns)).limits) expect(is, what).toBeLessThanOrEqual(limit.is);
  const more = cityWith(...sampleTowns(1, { towns: AT_MOST.crons.is + 1, compounds: 15_000, people: 30e6 }).map(({ town }) => town));
  expect(planLines(more, EIGHT).join('\n')).toMatch(/cron triggers[^\n]+251[^\n]+TOO MUCH/);
});

test('every figure of the platform has its source, and says where it is unchecked', () => {
  const lines = planLines(cityWith(townWith('a')), EIGHT);
  const sources = lines.slice(lines.indexOf('Sources:') + 1);
  expect(sources.length).toBeGreaterThan(3);
  for (const line of sources)
    expect(line).toMatch(/^https:\/\/developers\.cloudflare\.com\/\S+ \((read 2026-\d\d-\d\d|number unchecked)\)$/);
});

test('committees that share a database are told when they are too many together, and not when each has its own', () => {
  const many = townWith('a', { committees: committees(6) });
  expect(fullestOf(many)).toMatchObject({ committees: 6, isTooMuch: true });
  expect(planLines(cityWith(many), EIGHT).join('\n')).toContain('opens: { day: 2022-04-16, at: "08:50" }');
  const each = committees(6)
    .slice(1)
    .map((id) => ({ committees: [id] }));
  expect(fullestOf({ ...many, databases: [{}, ...each] })).toMatchObject({ committees: 1, isTooMuch: false });
});

test('openings that fall together are put one after the other, in each database by itself, and none in the night', () => {
  const openings = committees(100).map((committee, at) => ({ committee, database: at < 90 ? 'DB' : 'DB_2', at: EIGHT }));
  const placed = staggered(openings);
  for (const database of ['DB', 'DB_2']) {
    const moments = placed.filter((one) => one.database === database).map(({ at }) => at);
    for (const [at, moment] of moments.entries()) {
      const near = moments.filter((other, which) => which !== at && Math.abs(other - moment) < 10 * MINUTE);
      expect(near.length).toBeLessThan(together(true));
      expect(timeOf(moment) >= '08:00' && timeOf(moment) <= '20:00').toBe(true);
    }
  }
  expect(placed[0]?.at).toBe(EIGHT);
  expect(Math.max(...placed.map(({ at }) => at))).toBeGreaterThan(EIGHT + DAY - 1);
  expect(opensLine({ at: EIGHT })).toBe('opens: { day: 2022-04-16, at: "08:00" }');
});

test('what is published tells which openings fall together', () => {
  const root = mkdtempSync(join(tmpdir(), 'city-'));
  const sheet = (committee: string, opensAt?: number) => {
    const folder = join(root, 'a/catalogue', committee);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'yuan.json'), JSON.stringify({ slots: [{ endsAt: EIGHT + DAY, opensAt }] }));
  };
  sheet('mingdu', EIGHT);
  sheet('tianlin-12', EIGHT + MINUTE);
  const lines = planLines(cityWith(townWith('a')), EIGHT, root);
  expect(lines).toContain('  mingdu (a/DB)  opens: { day: 2022-04-16, at: "08:00" }');
  expect(lines).toContain('  tianlin-12 (a/DB)  opens: { day: 2022-04-16, at: "08:10" }');
  sheet('tianlin-12');
  expect(planLines(cityWith(townWith('a')), EIGHT, root).join('\n')).not.toContain('fall together');
  rmSync(root, { recursive: true });
});

test('a town’s configuration is that of wrangler.toml with its own name, databases, limits and variables', () => {
  const databases = [{ id: '0a1b2c3d-0000-4000-8000-000000000000' }, { committees: ['tianlin-12'] }];
  const config = configOf(townWith('a', { databases }), '../../db/migrations', 7);
  expect(config).toMatchObject({
    name: 'xiaolaba-a',
    main: '../code/server/entry.mjs',
    compatibility_date: '2026-08-01',
    assets: { binding: 'ASSETS', directory: 'client' },
    d1_databases: [
      { binding: 'DB', database_name: 'xiaolaba-a', database_id: '0a1b2c3d-0000-4000-8000-000000000000' },
      { binding: 'DB_2', database_name: 'xiaolaba-a-2', migrations_dir: '../../db/migrations' },
    ],
    vars: { REPLICAS: 'yes', SHARDS: { 'tianlin-12': 'DB_2' } },
    triggers: { crons: ['* * * * *'] },
  });
  const namespaces = [7, 8].flatMap((at) =>
    (configOf(townWith('b'), '', at)['ratelimits'] as { namespace_id: string }[]).map((one) => one.namespace_id),
  );
  expect(new Set(namespaces).size).toBe(4);
  expect(configOf(townWith('b'), '', 0)['vars']).toEqual({ REPLICAS: 'yes' });
  expect(configOf(townWith('b'), '', 0, 'example.cn')['routes']).toEqual([{ pattern: 'b.example.cn/*', zone_name: 'example.cn' }]);
});

test('one committee stays under half of a database only where replicas show the places left', () => {
  expect(shareOf(1, true)).toBeLessThan(0.5);
  expect(shareOf(1, false)).toBeGreaterThan(0.5);
});
