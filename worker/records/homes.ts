import { and, count, eq, exists, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { cards } from '../../db/schema/medicine.ts';
import { items, requests } from '../../db/schema/requests.ts';
import type { Queue } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { ofTeam } from './chains.ts';
import { isFree, TO_FETCH } from './loads.ts';
import type { Request } from './requests.ts';

type Worker = Pick<Duty, 'store' | 'scope' | 'grant'>;

/** The team's lists of homes: drugs that no run is to bring yet, by queue, and bags that wait at the office. */
export type HomeListName = Queue | 'bags';

const hasFree = ({ store: { db } }: Worker, queue: Queue): SQL =>
  exists(
    db
      .select({ one: sql`1` })
      .from(items)
      .where(and(eq(items.requestId, requests.id), eq(items.queue, queue), isFree)),
  );

const isOn = (duty: Worker, name: HomeListName): SQL | undefined =>
  name === 'bags'
    ? and(ofTeam(duty), isNull(requests.endedAt), eq(requests.state, 'bought'))
    : and(ofTeam(duty), isNull(requests.endedAt), isNull(requests.eraseAt), hasFree(duty, name));

/** The homes of a list: the urgent first, then by due date. */
export const homesIn = (duty: Worker, name: HomeListName, page: { from: number; most: number }) =>
  duty.store.db
    .select()
    .from(requests)
    .where(isOn(duty, name))
    .orderBy(sql`${requests.urgent} desc`, requests.dueAt, requests.askedAt)
    .limit(page.most)
    .offset(page.from);

/** How many homes are on a list. */
export const countOf = (duty: Worker, name: HomeListName) => duty.store.db.select({ is: count() }).from(requests).where(isOn(duty, name));

/** How many of the team's requests are open. */
export const countOpen = (duty: Worker) =>
  duty.store.db
    .select({ is: count() })
    .from(requests)
    .where(and(ofTeam(duty), isNull(requests.endedAt)));

/** What a list tells of some requests beside their own rows: drugs still to be fetched by queue, and who has the card. At most ninety. */
export const sideOf = async ({ store, scope }: Pick<Duty, 'store' | 'scope'>, rows: readonly Pick<Request, 'id'>[]) => {
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return { drugs: new Map<string, Record<Queue, number>>(), cards: new Map<string, string>() };
  const [counts, out] = await store.db.batch([
    store.db
      .select({ id: items.requestId, queue: items.queue, is: count() })
      .from(items)
      .where(and(inArray(items.requestId, ids), inArray(items.state, [...TO_FETCH])))
      .groupBy(items.requestId, items.queue),
    store.db
      .select({ id: cards.requestId, holder: cards.holder })
      .from(cards)
      .where(and(inArray(cards.requestId, ids), isNull(cards.returnedAt), within(cards, scope))),
  ]);
  const drugs = new Map<string, Record<Queue, number>>();
  for (const { id, queue, is } of counts) drugs.set(id, { common: 0, special: 0, ...drugs.get(id), [queue]: is });
  return { drugs, cards: new Map(out.map(({ id, holder }) => [id, holder])) };
};

/** Requests of the team by id, whatever their state, in one's reach. At most ninety. */
export const requestsBy = async (duty: Worker, ids: readonly string[]): Promise<ReadonlyMap<string, Request>> => {
  const wanted = [...new Set(ids)].slice(0, 90);
  if (wanted.length === 0) return new Map();
  const rows = await duty.store.db
    .select()
    .from(requests)
    .where(and(inArray(requests.id, wanted), ofTeam(duty)));
  return new Map(rows.map((row) => [row.id, row]));
};

/** Cards that are out, by holder. */
export const holders = ({ store, scope }: Pick<Duty, 'store' | 'scope'>) =>
  store.db
    .select({ holder: cards.holder, is: count() })
    .from(cards)
    .where(and(isNull(cards.returnedAt), within(cards, scope)))
    .groupBy(cards.holder);
