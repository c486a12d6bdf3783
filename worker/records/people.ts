import { eq, inArray } from 'drizzle-orm';
import * as z from 'zod';
import { people } from '../../db/schema/staff.ts';
import type { Instant } from '../../domain/clock.ts';
import { seal, unseal } from '../seal.ts';
import type { Store } from './store.ts';

/** Somebody who works at the desk. */
export interface Person {
  id: string;
  name: string;
  phone?: string | undefined;
}

const sealedPerson = z.object({ name: z.string(), phone: z.string().optional() });

/** The row of a new person. @param at real time */
export const newPerson = async (
  { keys }: Store,
  town: string,
  who: Omit<Person, 'id'>,
  at: Instant,
): Promise<typeof people.$inferInsert> => {
  const id = crypto.randomUUID();
  return { id, town, ...(await seal(keys, `people/${id}`, who)), madeAt: at };
};

const opened = async ({ keys }: Store, { id, sealed }: typeof people.$inferSelect): Promise<Person> => ({
  id,
  ...(sealed ? await unseal(keys, `people/${id}`, sealed, sealedPerson) : { name: '' }),
});

/** Somebody by id, or nothing. */
export const personById = async (store: Store, id: string): Promise<Person | undefined> => {
  const [row] = await store.db.select().from(people).where(eq(people.id, id)).limit(1);
  return row && opened(store, row);
};

/** Names by id of those who appear in a list; ids of nobody are passed over. At most ninety at once. */
export const peopleBy = async (store: Store, ids: Iterable<string | null>): Promise<ReadonlyMap<string, Person>> => {
  const wanted = [...new Set(ids)].filter((id) => id !== null).slice(0, 90);
  if (wanted.length === 0) return new Map();
  const rows = await store.db.select().from(people).where(inArray(people.id, wanted));
  return new Map((await Promise.all(rows.map((row) => opened(store, row)))).map((person) => [person.id, person]));
};
