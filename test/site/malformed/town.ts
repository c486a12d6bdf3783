import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readCatalogue } from '../../../site/catalogue/catalogue.ts';
import type { Fault } from '../../../site/catalogue/file.ts';
import { filesOf } from '../../../site/publish/differences.ts';
import { openPublisher } from '../../../site/publish/publisher.ts';
import { currentName, openEntry, readRelease } from '../../../site/publish/release.ts';
import { makeTown, type Town } from '../publish/town.ts';

export const COMPOUND = 'mingdu/xibu-xincun';
const REAL = Date.parse('2026-11-24T09:00:00+08:00');
const env = { PORTAL_CLOCK: String(Date.parse('2022-04-16T09:00:00+08:00') - REAL) };
// The portal's own scripts, and data in which no tag can begin.
const OWN_SCRIPT = /<script type="(?:module" src="\/_astro\/[\w.-]+">|application\/ld\+json">[^<]*)<\/script>/g;

/** A town that is published before and after something is done to one of its compounds. */
export const openTown = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'malformed-'));
  const town: Town = makeTown(join(folder, 'town'));
  const store = join(folder, 'site');
  const good = town.git('rev-parse', 'HEAD').trim();
  const publisher = await openPublisher({ store, repository: town.dir, env });
  const files = () =>
    new Map(filesOf(store, readRelease(store, currentName(store) ?? '').listing).map(({ path, entry, hash }) => [path, { entry, hash }]));
  await publisher.publish({ real: REAL });
  const before = files();
  const read = readCatalogue(town.dir);

  /** Publishes the last commit. @returns its faults, and the pages that differ from the good town's, by path */
  const publish = async (): Promise<{ faults: Fault[]; pages: Map<string, string> }> => {
    const { faults } = await publisher.publish({ real: REAL });
    const after = files();
    const gone = [...before.keys()].filter((path) => !after.has(path));
    expect(gone).toEqual([]);
    const other = [...after].filter(([path, { hash }]) => before.get(path)?.hash !== hash);
    const pages = new Map(other.map(([path, { entry }]) => [path, openEntry(store, entry).bytes().toString()]));
    // Nothing else is disturbed: nobody but the compound's own pages, and no script in them.
    for (const [path, html] of pages) {
      expect(path.startsWith(`${COMPOUND}/`), path).toBe(true);
      expect(html).not.toMatch(/\u202e|\u2066|\0/);
      // What a feed or a calendar says is text, and stays text.
      if (!/\.(html|xml)$/.test(path)) continue;
      const bare = html.replace(OWN_SCRIPT, '');
      // Within quotes there is no tag and no attribute.
      expect(bare.replace(/="[^"]*"/g, '=""')).not.toMatch(/<script|<[^>]*\son\w+\s*=/i);
      expect(bare).not.toMatch(/(?:href|src|action)="?\s*(?:javascript|vbscript|data):/i);
      expect(html).not.toMatch(/href="\/\/|<img/);
    }
    return { faults, pages };
  };

  /** What the reader of a build makes of the folder as it lies: all but the one compound is as it was. */
  const readNow = () => {
    const { faults, committees, town: whole } = readCatalogue(town.dir);
    const others = (all: typeof committees) =>
      all.map((one) => ({ ...one, compounds: one.compounds.filter(({ path }) => path !== `/${COMPOUND}/`) }));
    expect(others(committees)).toEqual(others(read.committees));
    expect(whole).toEqual(read.town);
    return { faults, compound: committees.flatMap(({ compounds }) => compounds).find(({ path }) => path === `/${COMPOUND}/`) };
  };

  return {
    ...{ town, publish, readNow },
    restore: () => {
      town.git('reset', '--quiet', '--hard', good);
      town.git('clean', '--quiet', '-dff');
    },
    close: () => {
      publisher.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
