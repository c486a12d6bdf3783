import { type Item, itemsIn } from '../../domain/tidings.ts';
import type { Bindings } from '../host.ts';
import type { TownSheet } from '../sheets.ts';

type Files = Pick<Bindings, 'ASSETS'>;

/** The items of a feed as it is live; nothing where there is no such feed. @throws Error where the files can't be had */
const itemsAt = async ({ ASSETS }: Files, path: string): Promise<Item[] | undefined> => {
  const answer = await ASSETS.fetch(`https://portal.invalid${path}`);
  if (answer.status === 404) return undefined;
  if (!answer.ok) throw new Error(`a feed answered ${answer.status}`);
  return itemsIn(await answer.json());
};

/** What is live for a compound: its own, its committee's, the town's. Nothing where its feed is not there. */
export const liveAt = async (files: Files, committee: string, compound: string): Promise<Item[]> =>
  (await itemsAt(files, `/${committee}/${compound}/feed.json`)) ?? [];

/** What is live for the whole town. */
export const liveInTown = (files: Files): Promise<Item[] | undefined> => itemsAt(files, '/feed.json');

/** What is live for a committee and each of its compounds; nothing where its feed is not there, which is not the same as an empty one. */
export const liveIn = async (files: Files, { id, compounds }: TownSheet['committees'][number]): Promise<Item[] | undefined> => {
  const own = await itemsAt(files, `/${id}/feed.json`);
  if (!own) return undefined;
  const others = await Promise.all(compounds.map((compound) => itemsAt(files, `/${id}/${compound.id}/feed.json`)));
  const all = [...own, ...others.flatMap((items) => items ?? [])];
  return [...new Map(all.map((item) => [item.path, item])).values()];
};
