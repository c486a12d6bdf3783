import type { D1Database } from '@cloudflare/workers-types';
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1';
import type { RecordKind } from '../../domain/status.ts';
import type { Bindings } from '../host.ts';
import { type Keys, keysOf } from '../keys.ts';

export type Db = DrizzleD1Database & { $client: D1Database };
type Binding = 'DB' | `DB_${number}`;

/** What every verb of `records/` works on: the databases, and the keys to what is sealed in them. */
export interface Store {
  /** The town's own: requests, medicine, the people of the desk. */
  db: Db;
  /** A committee's sign-ups, with their receipts, slots, turnouts and lists. */
  dbOf: (committee: string) => Db;
  /** Every one, the town's own first; of a committee, its sign-ups' one only. */
  dbsOf: (committee?: string) => readonly Db[];
  keys: Keys;
}

// A committee's name may be any word, `constructor` too.
const bindingFor = ({ SHARDS = {} }: Bindings, committee: string): Binding =>
  (Object.hasOwn(SHARDS, committee) ? SHARDS[committee] : undefined) ?? 'DB';

const open = (env: Bindings, binding: Binding): Db => {
  const database = env[binding];
  if (!database) throw new Error(`SHARDS: ${binding} is not bound`);
  return drizzle(database);
};

/**
 * The database of a committee's sign-ups: the one place that chooses. The town's own, unless SHARDS names another.
 * Without a session every read goes to the primary, and has to: capacity and "did I just send it" can't lag behind.
 * @throws Error if SHARDS names one that is not bound
 */
export const dbFor = (env: Bindings, committee: string): Db => open(env, bindingFor(env, committee));

/**
 * A committee's sign-ups as a replica has them, where the town has any: some seconds old, read only. For places left on a
 * page, which thousands open at once; the form decides, on the primary.
 */
export const replicaFor = (env: Bindings, committee: string): Db => {
  const database = env[bindingFor(env, committee)];
  if (!env.REPLICAS || !database) return dbFor(env, committee);
  // A session has all of a database that drizzle asks for: `prepare` and `batch`.
  return drizzle(database.withSession('first-unconstrained') as unknown as D1Database);
};

/** @throws Error if a secret is missing */
export const storeFor = async (env: Bindings): Promise<Store> => {
  const opened = new Map<Binding, Db>();
  const at = (binding: Binding): Db => {
    const db = opened.get(binding) ?? open(env, binding);
    opened.set(binding, db);
    return db;
  };
  const dbOf = (committee: string): Db => at(bindingFor(env, committee));
  const dbsOf = (committee?: string): readonly Db[] =>
    committee === undefined ? [...new Set<Binding>(['DB', ...Object.values(env.SHARDS ?? {})])].map(at) : [dbOf(committee)];
  return { db: at('DB'), dbOf, dbsOf, keys: await keysOf(env) };
};

/** A record by its name; a sign-up by its committee too, for that says in which database it is. */
export type Located =
  | { recordKind: Exclude<RecordKind, 'signup'>; recordId: string }
  | { recordKind: 'signup'; recordId: string; committee: string };

/** The store at the database that a record and its receipts are in. */
export const inDbOf = (store: Store, at: Located): Pick<Store, 'db' | 'keys'> => ({
  db: at.recordKind === 'signup' ? store.dbOf(at.committee) : store.db,
  keys: store.keys,
});
