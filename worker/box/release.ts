import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openReleases } from '../../site/publish/live.ts';
import { type Held, held } from './held.ts';
import { type Policy, policyIn } from './policy.ts';

/** What was published at one moment. */
export interface Release {
  /** @param path without a slash before it: `mingdu/index.html` */
  find: (path: string) => Held | undefined;
  policy: Policy;
}

// What is asked for again and again is kept in memory: so many bytes, and half as many packed. A town's pages fit twice.
const MOST = 48 * 1024 * 1024;

const keeper = () => {
  const kept = new Map<string, Held>();
  let bytes = 0;
  return (name: string, read: () => Held): Held => {
    const known = kept.get(name);
    if (known) return known;
    const fresh = read();
    const size = fresh.plain.length;
    if (bytes + size > MOST) kept.clear();
    bytes = kept.size === 0 ? size : bytes + size;
    kept.set(name, fresh);
    return fresh;
  };
};

// Read by the host itself, shown to nobody.
const HEADERS = '_headers';
const HIDDEN = new Set([HEADERS, '.assetsignore']);

const release = (find: Release['find']): Release => ({
  policy: policyIn(find(HEADERS)?.plain.toString() ?? ''),
  find: (path) => (HIDDEN.has(path) ? undefined : find(path)),
});

/** What a build left in a folder, `dist/client`, as one release. */
export const folderRelease = (folder: string): Release => {
  const keep = keeper();
  return release((path) => {
    const file = join(folder, path);
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
    return keep(path, () => {
      const plain = readFileSync(file);
      return held(path, createHash('sha256').update(plain).digest('hex').slice(0, 40), plain);
    });
  });
};

/**
 * The release that is live whenever one asks: a publish or a roll-back changes it in one step.
 * @param store the folder of releases @throws Error where nothing was published yet
 */
export const liveRelease = (store: string): (() => Release) => {
  const current = openReleases(store);
  const keep = keeper();
  let seen: { live: ReturnType<typeof current>; release: Release } | undefined;
  return () => {
    const live = current();
    if (!live) throw new Error(`nothing is published in ${store}`);
    if (seen?.live === live) return seen.release;
    const opened = release((path) => {
      const found = live.find(path);
      if (!found) return undefined;
      return keep(found.hash, () => held(path, found.hash, found.bytes()));
    });
    seen = { live, release: opened };
    return opened;
  };
};
