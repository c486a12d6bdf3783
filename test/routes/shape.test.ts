import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { HOLDING_STATES } from '../../domain/status.ts';

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
