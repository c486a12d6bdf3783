import { execFileSync } from 'node:child_process';
import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TownMemory } from './memory.ts';
import { currentName, type Hash, packIn, pointerOf, type ReleaseFile, readJson, readListing, readRelease } from './release.ts';

/** How many releases are kept, each of another commit: so far back one can roll. */
export const KEPT = 10;

/** Makes a release the one that is live, in one step. */
export const swap = (store: string, name: string): void => {
  const next = join(store, `current.${process.pid}`);
  writeFileSync(next, name);
  renameSync(next, pointerOf(store));
};

/** The names of the releases that are kept, the newest first. */
export const releaseNames = (store: string): string[] =>
  readdirSync(join(store, 'releases'))
    .filter((file) => /^\d+\.json$/.test(file))
    .map((file) => file.slice(0, -'.json'.length))
    .sort((one, other) => Number(other) - Number(one));

/**
 * Writes a release down and makes it live. What it is made of is on the disk before it: a machine that loses its power wakes
 * up with the old one or the new one.
 */
export const release = (store: string, file: Omit<ReleaseFile, 'before'>): string => {
  const last = currentName(store);
  const lastFile = last === undefined ? undefined : readRelease(store, last);
  // The same commit, drawn for a later hour, takes the place of the one before: hours must not push out what people did.
  const again = lastFile?.commit === file.commit;
  const name = again && last !== undefined ? last : String(Number(releaseNames(store)[0] ?? 0) + 1);
  const path = join(store, 'releases', `${name}.json`);
  writeFileSync(`${path}.new`, JSON.stringify({ ...file, before: again ? lastFile?.before : last } satisfies ReleaseFile));
  // One call for all files of the disk, instead of one for each that was written.
  execFileSync('sync', ['-f', dirname(path)]);
  renameSync(`${path}.new`, path);
  swap(store, name);
  for (const old of releaseNames(store).slice(KEPT)) if (old !== name) rmSync(join(store, 'releases', `${old}.json`));
  return name;
};

/** Makes the release that was live before the current one live again. @returns its name, or nothing where there is none */
export const rollBack = (store: string): string | undefined => {
  const current = currentName(store);
  const target = current === undefined ? undefined : readRelease(store, current).before;
  if (target === undefined || !releaseNames(store).includes(target)) return undefined;
  swap(store, target);
  return target;
};

const reachable = (store: string): Set<Hash> => {
  const live = new Set<Hash>();
  const visit = (name: Hash): void => {
    if (live.has(name)) return;
    live.add(name);
    const { files, folders } = readListing(store, name);
    for (const entry of Object.values(files)) live.add(packIn(entry));
    for (const folder of Object.values(folders)) visit(folder);
  };
  for (const name of releaseNames(store)) {
    const { listing, memory } = readRelease(store, name);
    visit(listing);
    live.add(memory);
    const { committees }: TownMemory = readJson(store, memory);
    for (const committee of Object.values(committees)) live.add(committee.memory);
  }
  return live;
};

/** Removes what no kept release has any more. Nobody may publish meanwhile. @returns how many files were removed */
export const collect = (store: string): number => {
  const live = reachable(store);
  let removed = 0;
  for (const folder of readdirSync(join(store, 'objects'))) {
    for (const file of readdirSync(join(store, 'objects', folder))) {
      if (live.has(folder + file)) continue;
      rmSync(join(store, 'objects', folder, file));
      removed++;
    }
  }
  return removed;
};
