import { type Entry, type Hash, hashIn, type Listing, readListing } from './release.ts';

const EMPTY: Listing = { files: {}, folders: {} };

/** A file that differs between two releases; without an entry it is gone. */
export interface Difference {
  path: string;
  entry?: Entry | undefined;
}

/** What differs between two lists of files. Folders with the same hash are not looked into. */
export const differences = function* (store: string, from: Hash | undefined, to: Hash | undefined, at = ''): Generator<Difference> {
  if (from === to) return;
  const [old, now] = [from ? readListing(store, from) : EMPTY, to ? readListing(store, to) : EMPTY];
  for (const [name, entry] of Object.entries(now.files))
    if (hashIn(old.files[name] ?? '') !== hashIn(entry)) yield { path: at + name, entry };
  for (const name of Object.keys(old.files)) if (!(name in now.files)) yield { path: at + name };
  for (const name of new Set([...Object.keys(old.folders), ...Object.keys(now.folders)]))
    yield* differences(store, old.folders[name], now.folders[name], `${at}${name}/`);
};

/** Every file of a release. */
export const filesOf = (store: string, listing: Hash): { path: string; entry: Entry; hash: Hash }[] =>
  [...differences(store, undefined, listing)].flatMap(({ path, entry }) => (entry ? [{ path, entry, hash: hashIn(entry) }] : []));
