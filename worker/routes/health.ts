import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Portal } from '../host.ts';
import { dbFor } from '../records/store.ts';

/** Whether the database answers. */
export const health = () =>
  new Hono<Portal>().get('/health', async (c) => {
    await dbFor(c.env, '').run(sql`select 1`);
    return c.json({ ok: true });
  });
