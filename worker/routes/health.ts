import { sql } from 'drizzle-orm';
import { Hono } from 'hono';
import type { Portal } from '../host.ts';
import { storeFor } from '../records/store.ts';

/** Whether every database answers. */
export const health = () =>
  new Hono<Portal>().get('/health', async (c) => {
    const { dbsOf } = await storeFor(c.env);
    await Promise.all(dbsOf().map((db) => db.run(sql`select 1`)));
    return c.json({ ok: true });
  });
