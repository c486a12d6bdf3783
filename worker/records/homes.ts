import { and, count, desc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { cards } from '../../db/schema/medicine.ts';
import { items, requests } from '../../db/schema/requests.ts';
import { people } from '../../db/schema/staff.ts';
import type { Queue } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { aside, within } from '../reach.ts';
import { ofTeam } from './chains.ts';
import { hasFree, TO_FETCH } from './loads.ts';
import { namesOf } from './people.ts';
import { among } from './rows.ts';

type Worker = Pick<Duty, 'store' | 'scope' | 'grant'>;

/** The team's lists of homes: drugs that no run is to bring yet, by queue and in all, and bags that wait at the office. */
export type HomeListName = Queue | 'free' | 'bags';

const isOpen = (duty: Worker) => and(ofTeam(duty), isNull(requests.endedAt));
const onList = (name: HomeListName): SQL | undefined =>
  name === 'bags' ? eq(requests.state, 'bought') : and(isNull(requests.eraseAt), hasFree(name === 'free' ? undefined : name));
const isOn = (duty: Worker, name: HomeListName): SQL | undefined => and(isOpen(duty), onList(name));

/** The homes of a list: the urgent first, then by due date, then what lasts for the fewest days. */
export const homesIn = (duty: Worker, name: HomeListName, page: { from: number; most: number }) =>
  duty.store.db
    .select()
    .from(requests)
    .where(isOn(duty, name))
    .orderBy(desc(requests.urgent), requests.dueAt, requests.daysLeft, requests.askedAt)
    .limit(page.most)
    .offset(page.from);

// Each by its name: a batch knows columns by nothing else.
const counted = (name: HomeListName) => sql<number>`coalesce(sum(${onList(name)}), 0)`.as(name);

/** How many of the team's requests are open, and how many homes are on each list. */
export const homeCounts = (duty: Worker) =>
  duty.store.db
    .select({ open: count(), common: counted('common'), special: counted('special'), bags: counted('bags') })
    .from(requests)
    .where(isOpen(duty));

/** Who has the cards of some requests. */
export const cardsOutOf = ({ store: { db }, scope }: Pick<Duty, 'store' | 'scope'>, ids: readonly string[]) =>
  db
    .select({ request: cards.requestId, id: cards.holder, sealed: people.sealed })
    .from(cards)
    .leftJoin(people, eq(people.id, cards.holder))
    .where(and(among(cards.requestId, ids), isNull(cards.returnedAt), aside(within(cards, scope))));

/** What a list tells of some requests beside their own rows: drugs still to be fetched by queue, and who has the card. */
export const besides = (duty: Pick<Duty, 'store' | 'scope'>, ids: readonly string[]) =>
  [
    duty.store.db
      .select({ request: items.requestId, queue: items.queue, is: count() })
      .from(items)
      .where(and(among(items.requestId, ids), inArray(items.state, [...TO_FETCH])))
      .groupBy(items.requestId, items.queue),
    cardsOutOf(duty, ids),
  ] as const;
type Besides = ReturnType<typeof besides>;

/** What {@link besides} found, by request. */
export interface Side {
  drugs: ReadonlyMap<string, Record<Queue, number>>;
  /** Names of those who have a card. */
  cards: ReadonlyMap<string, string>;
}

/** Opens what {@link besides} found. */
export const sideOf = async ({ store }: Pick<Duty, 'store'>, counts: Awaited<Besides[0]>, out: Awaited<Besides[1]>): Promise<Side> => {
  const drugs = new Map<string, Record<Queue, number>>();
  for (const { request, queue, is } of counts) drugs.set(request, { common: 0, special: 0, ...drugs.get(request), [queue]: is });
  const names = await namesOf(store, out);
  return { drugs, cards: new Map(out.map(({ request, id }) => [request, names.get(id)?.name ?? ''])) };
};

/** Requests of the team by id, whatever their state, in one's reach. */
export const requestsIn = (duty: Worker, ids: Iterable<string>) =>
  duty.store.db
    .select()
    .from(requests)
    .where(and(among(requests.id, ids), aside(ofTeam(duty))));

/** Cards that are out, by holder. */
export const holders = ({ store, scope }: Pick<Duty, 'store' | 'scope'>) =>
  store.db
    .select({ id: cards.holder, sealed: people.sealed, is: count() })
    .from(cards)
    .leftJoin(people, eq(people.id, cards.holder))
    .where(and(isNull(cards.returnedAt), within(cards, scope)))
    .groupBy(cards.holder);
