import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import built from '../../dist/server/wrangler.json';
import { HOLDING_STATES } from '../../domain/status.ts';
import { OWN_PATHS } from '../../worker/app.ts';

test('the paths that reach the worker first are the ones it owns', () => {
  expect(built.assets.run_worker_first).toEqual(OWN_PATHS);
});

test('the build has a worker at all, with its database and its hour', () => {
  expect(built.main).toBe('entry.mjs');
  expect(built.d1_databases).toMatchObject([{ binding: 'DB' }]);
  expect(built.triggers.crons).toHaveLength(1);
});

test('triggers and the unique index hold a place in the same states as the domain', async () => {
  const states = HOLDING_STATES.map((state) => `'${state}'`).join(', ');
  const { results } = await env.DB.prepare("select sql from sqlite_master where tbl_name = 'signups' and sql like '%state in (%'").all<{
    sql: string;
  }>();
  expect(results).toHaveLength(4);
  for (const { sql } of results) {
    for (const list of sql.match(/state in \([^)]*\)/gi) ?? []) expect(list.toLowerCase()).toBe(`state in (${states})`);
  }
});
