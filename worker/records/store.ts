import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';
import type { Bindings } from '../host.ts';
import { type Keys, keysOf } from '../keys.ts';

export type Db = DrizzleD1Database;

/** What every verb of `records/` works on: a database, and the keys to what is sealed in it. */
export interface Store {
  db: Db;
  keys: Keys;
}

/**
 * The database of a committee: the one place that chooses. There is one so far.
 * Without a session every read goes to the primary, and has to: capacity and "did I just send it" can't lag behind.
 */
export const dbFor = ({ DB }: Bindings, _committee: string): Db => drizzle(DB);

/** @throws Error if a secret is missing */
export const storeFor = async (env: Bindings, committee: string): Promise<Store> => ({
  db: dbFor(env, committee),
  keys: await keysOf(env),
});
