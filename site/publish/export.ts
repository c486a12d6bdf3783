import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { differences, filesOf } from './differences.ts';
import { currentName, objectAt, openEntry, readRelease } from './release.ts';
import { isBeside } from './templates.ts';

// Which release a folder has: beside the folder, for all that is in it is uploaded.
const markOf = (folder: string): string => `${folder}.release`;

const removeEmpty = (folder: string, top: string): void => {
  for (let at = folder; at.startsWith(`${top}/`) && existsSync(at) && readdirSync(at).length === 0; at = dirname(at)) rmdirSync(at);
};

/** Removes what is neither of a release nor beside it: of a folder of which nothing is known. @returns how many files */
const clear = (folder: string, wanted: ReadonlySet<string>): number => {
  if (!existsSync(folder)) return 0;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const paths = files.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const strange = paths.filter((path) => !wanted.has(path) && !isBeside(path));
  for (const path of strange) {
    rmSync(join(folder, path));
    removeEmpty(dirname(join(folder, path)), folder);
  }
  return strange.length;
};

/**
 * Brings a folder in line with the release that is live, for a host that takes a folder: only what differs from the release
 * that the folder has already is touched. What is not of a release stays only where it lies beside the pages.
 * @returns how many files were written or removed
 */
export const exportRelease = (store: string, folder: string): number => {
  const name = currentName(store);
  if (name === undefined) throw new Error(`nothing was published in ${store}`);
  const { listing } = readRelease(store, name);
  const mark = markOf(folder);
  // A folder that was taken away has nothing, whatever was noted of it.
  const before = existsSync(mark) && existsSync(folder) ? readFileSync(mark, 'utf8') : undefined;
  // Half of it done is to be done again as a whole.
  rmSync(mark, { force: true });
  const known = before !== undefined && existsSync(objectAt(store, before)) ? before : undefined;
  let touched = known === undefined ? clear(folder, new Set(filesOf(store, listing).map(({ path }) => path))) : 0;
  for (const { path, entry } of differences(store, known, listing)) {
    const file = join(folder, path);
    if (entry) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, openEntry(store, entry).bytes());
    } else {
      rmSync(file, { force: true });
      removeEmpty(dirname(file), folder);
    }
    touched++;
  }
  writeFileSync(`${mark}.new`, listing);
  renameSync(`${mark}.new`, mark);
  return touched;
};
