import { and, asc, eq, gte, inArray, lte, ne, type SQL } from 'drizzle-orm';
import { items, requests } from '../../db/schema/requests.ts';
import { DAY, type Instant } from '../../domain/clock.ts';
import type { Drug } from '../../domain/medicine.ts';
import type { Duty } from '../duty.ts';
import { isSameDrug, knownItems } from './items.ts';
import { inReach } from './pressing.ts';
import { aside } from '../reach.ts';
import type { Request } from './requests.ts';

/** How long ago a request may have been asked to be likely the same. */
export const TWIN_AGE = 3 * DAY;
const MOST = 8;

/** A request that is likely the same one: what it has in common. */
export interface Twin {
  row: Request;
  samePhone: boolean;
  sameDoor: boolean;
  /** Both ask for a drug of one name. */
  sameDrug: boolean;
}

/** What a request is compared by. */
export interface Likeness {
  id?: string;
  service: string;
  phone: string | null;
  door: string | null;
  drugs: readonly Drug[];
  at: Instant;
}

/** The queries that find them: one by phone and one by door, each with an index of its own. */
export const twinQueries = (
  { store: { db }, ...duty }: Pick<Duty, 'store' | 'scope' | 'grant'>,
  { id, service, at, phone, door }: Likeness,
) => {
  const near = (by: SQL | undefined) =>
    db
      .select()
      .from(requests)
      .where(
        and(
          by,
          aside(inReach(duty)),
          aside(eq(requests.service, service)),
          gte(requests.askedAt, at - TWIN_AGE),
          lte(requests.askedAt, at + TWIN_AGE),
          id === undefined ? undefined : ne(requests.id, id),
        ),
      )
      .limit(MOST);
  return [near(eq(requests.phone, phone ?? '')), near(eq(requests.door, door ?? ''))] as const;
};

/** Requests of the same phone or door, for the same service, within three days; what was joined already is none. */
export const likelyTwins = async (duty: Pick<Duty, 'store' | 'scope' | 'grant'>, likeness: Likeness): Promise<Twin[]> => {
  const { store } = duty;
  const found = (await store.db.batch(twinQueries(duty, likeness))).flat();
  const rows = found.filter(({ id, joinedTo }, at) => joinedTo === null && found.findIndex((other) => other.id === id) === at);
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const asked =
    likeness.drugs.length > 0 ? await store.db.select().from(items).where(inArray(items.requestId, ids)).orderBy(asc(items.seq)) : [];
  const known = await knownItems(store, asked);
  return rows.map((row) => ({
    row,
    samePhone: row.phone !== null && row.phone === likeness.phone,
    sameDoor: row.door !== null && row.door === likeness.door,
    sameDrug: known.some(({ row: item, drug }) => item.requestId === row.id && likeness.drugs.some((one) => isSameDrug(one, drug))),
  }));
};
