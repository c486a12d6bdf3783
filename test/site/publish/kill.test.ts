import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { filesOf } from '../../../site/publish/differences.ts';
import { currentName, openEntry, readRelease } from '../../../site/publish/release.ts';
import { hashOf } from '../../../site/publish/store.ts';
import { makeTown, randomFrom, type Town } from './town.ts';

const KILLS = 12;
const clock = String(Date.parse('2022-04-16T09:00:00+08:00') - Date.parse('2026-11-24T09:00:00+08:00'));
let folder: string;
let town: Town;
const random = randomFrom(7);

/** Publishes in another process, which is killed `after` so many ms of its work. @returns how long it worked, and whether it came to its end */
const publish = (store: string, after?: number): Promise<{ took: number; whole: boolean }> =>
  new Promise((done) => {
    const child = fork('test/site/publish/killed.ts', [join(folder, store), town.dir, clock], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    let began = 0;
    child.once('message', async () => {
      began = performance.now();
      if (after === undefined) return;
      await pause(after);
      child.kill('SIGKILL');
    });
    child.once('exit', (code) => done({ took: performance.now() - began, whole: code === 0 }));
  });

const filesIn = (store: string) => {
  const at = join(folder, store);
  return filesOf(at, readRelease(at, currentName(at) ?? '').listing).map(({ path, entry }) => ({ path, ...openEntry(at, entry) }));
};
const release = (store: string) => new Map(filesIn(store).map(({ path, hash }) => [path, hash]));

/** Files that are not whole. */
const broken = (store: string): string[] => filesIn(store).flatMap(({ path, hash, bytes }) => (hashOf(bytes()) === hash ? [] : [path]));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kill-'));
  town = makeTown(join(folder, 'town'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }), 60_000);

test('a publisher that is killed at any moment leaves the old site whole, and the next one completes its work', async () => {
  const { took } = await publish('site');
  let before = release('site');
  let killed = 0;
  for (let time = 0; time < KILLS; time++) {
    // Something that every page shows.
    town.write('town.md', readFileSync(join(town.dir, 'town.md'), 'utf8').replace(/^name: .*$/m, `name: 示范街道${time}`));
    town.commit();
    const { whole } = await publish('site', random() * took);
    if (!whole) killed++;
    expect(broken('site')).toEqual([]);
    const now = release('site');
    // Either all of the old or all of the new one.
    const pages = filesIn('site').filter(({ path }) => path.endsWith('.html'));
    const names = new Set(pages.map(({ bytes }) => /示范街道(\d*)/.exec(bytes().toString())?.[0]));
    expect(names.size).toBe(1);
    if (!whole && names.has('示范街道')) expect(now).toEqual(before);
    before = now;
  }
  expect(killed).toBeGreaterThan(KILLS / 4);
  await publish('site');
  await publish('afresh');
  expect(broken('site')).toEqual([]);
  expect(release('site')).toEqual(release('afresh'));
}, 180_000);
