import { eq } from 'drizzle-orm';
import * as z from 'zod';
import { people } from '../../db/schema/staff.ts';
import type { Instant } from '../../domain/clock.ts';
import { seal, unseal } from '../seal.ts';
import { among } from './rows.ts';
import type { Store } from './store.ts';

/** Somebody who works at the desk. */
export interface Person {
  id: string;
  name: string;
  phone?: string | undefined;
}

type Row = typeof people.$inferSelect;

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

/** Opens who somebody is. */
export const openPerson = async ({ keys }: Pick<Store, 'keys'>, { id, sealed }: Pick<Row, 'id' | 'sealed'>): Promise<Person> => ({
  id,
  ...(sealed ? await unseal(keys, `people/${id}`, sealed, sealedPerson) : { name: '' }),
});

/** Somebody by id, or nothing. */
export const personById = async (store: Store, id: string): Promise<Person | undefined> => {
  const [row] = await store.db.select().from(people).where(eq(people.id, id)).limit(1);
  return row && openPerson(store, row);
};

/** The rows of those who appear in a list; ids of nobody are passed over. */
export const peopleIn = ({ db }: Pick<Store, 'db'>, ids: Iterable<string | null>) => db.select().from(people).where(among(people.id, ids));

/** People by id. */
export const namesOf = async (
  store: Pick<Store, 'keys'>,
  rows: readonly Pick<Row, 'id' | 'sealed'>[],
): Promise<ReadonlyMap<string, Person>> =>
  new Map((await Promise.all(rows.map((row) => openPerson(store, row)))).map((person) => [person.id, person]));

/** Those who appear in a list, by id. */
export const peopleBy = async (store: Store, ids: Iterable<string | null>): Promise<ReadonlyMap<string, Person>> => {
  const wanted = [...ids].filter((id) => id !== null);
  return wanted.length === 0 ? new Map() : namesOf(store, await peopleIn(store, wanted));
};
