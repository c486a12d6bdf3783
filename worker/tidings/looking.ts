import type { Instant } from '../../domain/clock.ts';
import type { Item, Seen } from '../../domain/tidings.ts';
import type { Bindings } from '../host.ts';
import { noteLive } from '../records/sightings.ts';
import type { Store } from '../records/store.ts';
import type { TownSheet } from '../sheets.ts';
import { liveIn, liveInTown } from './feeds.ts';

/** What is looked at as one: a committee, or what is said to the whole town (`''`). */
export interface Place {
  id: string;
  look: () => Promise<Item[] | undefined>;
}

/** The places from which something goes to channels of these committees; a channel of the town's (`''`) gets it from everywhere. */
export const placesOf = (env: Pick<Bindings, 'ASSETS'>, town: TownSheet, committees: ReadonlySet<string>): Place[] => [
  { id: '', look: () => liveInTown(env) },
  ...town.committees
    .filter(({ id }) => committees.has('') || committees.has(id))
    .map((committee) => ({ id: committee.id, look: () => liveIn(env, committee) })),
];

/** Notes what is live in a place. @throws Error where its files can't be had */
export const notePlace = (store: Store, { name }: TownSheet, { id, look }: Place, at: Instant): Promise<Seen[] | undefined> =>
  noteLive(store, name, id, look, at);
