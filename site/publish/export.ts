import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { differences } from './differences.ts';
import { currentName, objectAt, openEntry, readRelease } from './release.ts';

// Which release a folder has: beside the folder, for all that is in it is uploaded.
const markOf = (folder: string): string => `${folder}.release`;

const removeEmpty = (folder: string, top: string): void => {
  for (let at = folder; at.startsWith(`${top}/`) && existsSync(at) && readdirSync(at).length === 0; at = dirname(at)) rmdirSync(at);
};

/**
 * Brings a folder in line with the release that is live, for a host that takes a folder: only what differs from the release
 * that the folder has already is touched. What the build of the Worker put there (`_headers`, styles, scripts) stays.
 * @returns how many files were written or removed
 */
export const exportRelease = (store: string, folder: string): number => {
  const name = currentName(store);
  if (name === undefined) throw new Error(`nothing was published in ${store}`);
  const { listing } = readRelease(store, name);
  const mark = markOf(folder);
  const before = existsSync(mark) ? readFileSync(mark, 'utf8') : undefined;
  // Half of it done is to be done again as a whole.
  rmSync(mark, { force: true });
  let touched = 0;
  const known = before !== undefined && existsSync(objectAt(store, before)) ? before : undefined;
  for (const { path, entry } of differences(store, known, listing)) {
    const file = join(folder, path);
    if (path === '_headers') continue;
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
