import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clockOffset } from '../../../domain/clock.ts';
import { zhCN } from '../../../domain/words/index.ts';
import { filesOf } from '../../../site/publish/differences.ts';
import { openPublisher } from '../../../site/publish/publisher.ts';
import { currentName, openEntry, readRelease } from '../../../site/publish/release.ts';
import { hashOf } from '../../../site/publish/store.ts';
import { filesIn } from '../built.ts';
import { projectIn } from '../project.ts';
import { editAtRandom, makeTown, randomFrom, type Town } from './town.ts';

const EDITS = 200;
const AT_ONCE = 4;
const SEED = 20221124;
const HOUR = 3_600_000;

let folder: string;
let town: Town;
const store = (name: string) => join(folder, name);
// The town's clock as an offset: a demonstration that begins anew with each process would differ in all its pages.
const START = Date.parse('2026-11-24T08:00:00+08:00');
const OFFSET = clockOffset('2022-04-14 07:30', START);
const env = { PORTAL_CLOCK: String(OFFSET), SITE_URL: 'https://xiaolaba.example' };

const release = (name: string): Map<string, string> => {
  const { listing } = readRelease(store(name), currentName(store(name)) ?? '');
  return new Map(filesOf(store(name), listing).map(({ path, hash }) => [path, hash]));
};

const pagesOf = function* (name: string): Generator<string> {
  const { listing } = readRelease(store(name), currentName(store(name)) ?? '');
  for (const { path, entry } of filesOf(store(name), listing))
    if (path.endsWith('.html')) yield openEntry(store(name), entry).bytes().toString();
};

/** Everything drawn from nothing. */
const afresh = async (name: string, real: number): Promise<Map<string, string>> => {
  const publisher = await openPublisher({ store: store(name), repository: town.dir, env });
  await publisher.publish({ real });
  publisher.close();
  return release(name);
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'same-'));
  town = makeTown(join(folder, 'town'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

test('after 200 random edits, moves and deletions, hours and days, the site is byte for byte what is drawn from nothing, and what `astro build` gives', async () => {
  const random = randomFrom(SEED);
  let real = START;
  const publisher = await openPublisher({ store: store('kept'), repository: town.dir, env });
  await publisher.publish({ real });
  const total = release('kept').size;
  let drawn = 0;
  const done: string[] = [];
  for (let edit = 0; edit < EDITS; edit += AT_ONCE) {
    for (let one = 0; one < AT_ONCE; one++) done.push(editAtRandom(town, random));
    town.commit(real);
    // Minutes, sometimes hours; in the end some days have passed.
    real += random() < 0.3 ? Math.floor(random() * 6) * HOUR : 60_000;
    drawn += (await publisher.publish({ real })).drawn;
    if ((edit / AT_ONCE) % 10 === 9) expect(release('kept'), done.slice(-40).join('\n')).toEqual(await afresh(`afresh-${edit}`, real));
  }
  // It would be easy to be right by drawing everything each time. Every fifth file here is for the whole town.
  expect(drawn).toBeLessThan((total * EDITS * 0.75) / AT_ONCE);

  // The hours alone, without an edit.
  for (let hour = 0; hour < 30; hour += 3) {
    real += 3 * HOUR;
    await publisher.publish({ refresh: true, real });
  }
  publisher.close();
  const kept = release('kept');
  const withdrawn = (name: string) => [...pagesOf(name)].filter((text) => text.includes(zhCN.reading.withdrawn)).length;
  expect(withdrawn('kept')).toBeGreaterThan(5);
  expect(kept).toEqual(await afresh('afresh', real));

  const root = join(folder, 'root');
  projectIn(root);
  // Astro draws every page itself; `npm run build` has them drawn as publishing does, from the folder.
  for (const command of [['node_modules/astro/bin/astro.mjs', 'build'], ['site/build.ts']]) {
    const build = spawnSync(process.execPath, command, {
      cwd: root,
      env: { ...process.env, ...env, CONTENT_DIR: town.dir, PORTAL_MOMENT: String(real) },
      encoding: 'utf8',
    });
    expect(build.status, build.stdout + build.stderr).toBe(0);
    // Cloudflare's own list of what is not uploaded, and the editor, which the box serves from its own folder.
    const built = filesIn(join(root, 'dist/client')).filter((path) => path !== '.assetsignore' && !path.startsWith('_editor/'));
    expect([...kept.keys()].sort()).toEqual(built.sort());
    const other = built.filter((path) => hashOf(readFileSync(join(root, 'dist/client', path))) !== kept.get(path));
    expect(other, command.join(' ')).toEqual([]);
  }
}, 180_000);
