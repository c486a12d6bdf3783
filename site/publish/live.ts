import { statSync } from 'node:fs';
import { currentName, type Hash, type Listing, openEntry, type Published, pointerOf, readListing, readRelease } from './release.ts';

/** One release, as who serves it sees it. */
export interface Release {
  name: string;
  /** @param path without a slash before it: `mingdu/index.html` */
  find: (path: string) => Published | undefined;
}

/** How many lists are kept in memory; a committee has one, and one for each of its compounds. */
const MOST = 5000;

// A path is what somebody typed: `constructor` is no file.
const own = (words: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined;

/** Opens a folder of releases. Whoever calls the result gets the release that is live at that moment, whole. */
export const openReleases = (store: string): (() => Release | undefined) => {
  const lists = new Map<Hash, Listing>();
  const listing = (hash: Hash): Listing => {
    const known = lists.get(hash);
    if (known) return known;
    if (lists.size >= MOST) lists.clear();
    const read = readListing(store, hash);
    lists.set(hash, read);
    return read;
  };
  const release = (name: string): Release => {
    const top = readRelease(store, name).listing;
    return {
      name,
      find: (path) => {
        let at = listing(top);
        let rest = path;
        for (;;) {
          const slash = rest.indexOf('/');
          const folder = slash > 0 ? own(at.folders, rest.slice(0, slash)) : undefined;
          if (!folder) break;
          at = listing(folder);
          rest = rest.slice(slash + 1);
        }
        const entry = own(at.files, rest);
        return entry ? openEntry(store, entry) : undefined;
      },
    };
  };
  let seen: { mark: string; release: Release } | undefined;
  return () => {
    // Replaced by renaming, so another release is another file.
    const pointer = statSync(pointerOf(store), { throwIfNoEntry: false, bigint: true });
    if (!pointer) return undefined;
    const mark = `${pointer.ino} ${pointer.mtimeNs}`;
    if (seen?.mark === mark) return seen.release;
    const name = currentName(store);
    if (name === undefined) return undefined;
    seen = { mark, release: release(name) };
    return seen.release;
  };
};
