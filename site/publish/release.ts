import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Names the content of a file: the same bytes have the same hash in every release. */
export type Hash = string;

/**
 * A folder of a release: files by what is left of their path, and the sub-folders that have a list of their own.
 * A list is kept by its content like any file, so a release shares with the one before it every list that did not change.
 */
export interface Listing {
  files: Readonly<Record<string, Hash>>;
  folders: Readonly<Record<string, Hash>>;
}

/** What was published at one moment: a small file, `releases/<name>.json`. */
export interface ReleaseFile {
  /** The name of the release that was live when it came. */
  before?: string | undefined;
  /** The commit of the content. */
  commit: string;
  /** Real time at which it was published, ms. */
  at: number;
  /** The list of all files. */
  listing: Hash;
  /** What the publisher keeps for its next time. */
  memory: Hash;
}

/** A file of a release. */
export interface Published {
  hash: Hash;
  /** Where its bytes lie, never to change. */
  file: string;
  /** `.br` and `.gz` lie beside it. */
  packed: boolean;
}

/** Where the bytes of a hash lie. */
export const objectAt = (store: string, hash: Hash): string => join(store, 'objects', hash.slice(0, 2), hash.slice(2));

/** Whether a file is text, and worth packing. */
export const isPacked = (path: string): boolean => /\.(html|json|js|css|svg|txt)$/.test(path);

export const readListing = (store: string, hash: Hash): Listing => JSON.parse(readFileSync(objectAt(store, hash), 'utf8'));

/** The release that a name stands for. */
export const readRelease = (store: string, name: string): ReleaseFile =>
  JSON.parse(readFileSync(join(store, 'releases', `${name}.json`), 'utf8'));

/** The file whose whole content is the name of the release that is live: it is only ever replaced. */
export const pointerOf = (store: string): string => join(store, 'current');

/** The name of the release that is live, or nothing before the first one. */
export const currentName = (store: string): string | undefined => {
  try {
    return readFileSync(pointerOf(store), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};

/** One release, as who serves it sees it. */
export interface Release {
  name: string;
  /** @param path without a slash before it: `mingdu/index.html` */
  find: (path: string) => Published | undefined;
}

/** How many lists are kept in memory; a committee has one, and one for each of its compounds. */
const MOST = 5000;

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
        const hash = own(at.files, rest);
        return hash ? { hash, file: objectAt(store, hash), packed: isPacked(path) } : undefined;
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

// A path is what somebody typed: `constructor` is no file.
const own = (hashes: Readonly<Record<string, Hash>>, name: string): Hash | undefined =>
  Object.hasOwn(hashes, name) ? hashes[name] : undefined;
