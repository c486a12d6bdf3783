import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zhCN } from '../../../domain/words/index.ts';
import { filesOf } from '../../../site/publish/differences.ts';
import { exportRelease } from '../../../site/publish/export.ts';
import { openReleases } from '../../../site/publish/live.ts';
import { openPublisher } from '../../../site/publish/publisher.ts';
import { currentName, objectAt, openEntry, packIn, readRelease } from '../../../site/publish/release.ts';
import { collect, KEPT, releaseNames, rollBack } from '../../../site/publish/releases.ts';
import { hashOf, openStore } from '../../../site/publish/store.ts';
import { filesIn } from '../built.ts';
import { makeTown, type Town } from './town.ts';

let folder: string;
let store: string;
let town: Town;
let publisher: Awaited<ReturnType<typeof openPublisher>>;
const real = Date.parse('2026-11-24T09:00:00+08:00');
const NOTICE = 'mingdu/xibu-xincun/notices/new.md';
const notice = (text: string) => `---\ntitle: 停水\nday: 2022-04-15\nat: "10:00"\nuntil: 2022-04-30\n---\n${text}\n`;
const published = (path: string): string => {
  const found = openReleases(store)()?.find(path);
  return found?.bytes().toString() ?? '';
};
const allFiles = () => filesOf(store, readRelease(store, currentName(store) ?? '').listing);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  store = join(folder, 'site');
  town = makeTown(join(folder, 'town'));
  // An offset, for a demonstration's pages say its day.
  const env = { PORTAL_CLOCK: String(Date.parse('2022-04-16T09:00:00+08:00') - real) };
  publisher = await openPublisher({ store, repository: town.dir, env });
  await publisher.publish({ real });
});
afterAll(() => {
  publisher.close();
  rmSync(folder, { recursive: true, force: true });
});

test('each file is what its hash says', () => {
  const files = allFiles();
  expect(files.length).toBeGreaterThan(100);
  for (const { path, entry, hash } of files) expect(hashOf(openEntry(store, entry).bytes()), path).toBe(hash);
});

test('what is kept is a fifth of what is read; a pack that an older publisher wrote is read as it lies', () => {
  const files = allFiles();
  const packs = [...new Set(files.map(({ entry }) => packIn(entry)))];
  const kept = packs.reduce((sum, pack) => sum + statSync(objectAt(store, pack)).size, 0);
  const told = files.reduce((sum, { entry }) => sum + openEntry(store, entry).bytes().length, 0);
  expect(kept).toBeLessThan(told / 5);

  const text = Buffer.from('<!doctype html><p>早点接水</p>');
  const old = join(folder, 'old');
  openStore(old);
  writeFileSync(objectAt(old, 'ab01'), text);
  expect(openEntry(old, `${hashOf(text)} ab01 15 ${text.length - 15}`).bytes()).toEqual(text.subarray(15));
});

test('one new notice: its compound’s pages are drawn, and only what differs is written', async () => {
  const all = allFiles().length;
  const before = new Map(allFiles().map(({ path, hash }) => [path, hash]));
  town.write(NOTICE, notice('早点接水。'));
  town.commit();
  const { drawn } = await publisher.publish({ real });
  const differing = allFiles().filter(({ path, hash }) => before.get(path) !== hash);
  expect(drawn).toBeLessThan(all / 4);
  expect(differing.map(({ path }) => path.replace('mingdu/xibu-xincun/', '')).sort()).toEqual([
    'atom.xml',
    'feed.json',
    'feed.xml',
    'index.html',
    'notices/new/index.html',
    'notices/new/share/index.html',
  ]);
  expect(published('mingdu/xibu-xincun/index.html')).toContain('早点接水。');
});

test('who holds a reader sees the next release as soon as it is live, whole', async () => {
  const release = openReleases(store);
  const old = release();
  town.write(NOTICE, notice('改到晚上。'));
  town.commit();
  await publisher.publish({ real });
  const path = 'mingdu/xibu-xincun/notices/new/index.html';
  expect(release()?.find(path)?.bytes().toString()).toContain('改到晚上。');
  // Who was reading the old one still finds all of it.
  expect(old?.find(path)?.bytes().toString()).toContain('早点接水。');
  for (const typed of ['', 'constructor', 'mingdu/constructor', '__proto__', '../current', 'mingdu/', 'nobody/index.html'])
    expect(release()?.find(typed), typed).toBeUndefined();
});

test('nothing new: nothing is drawn, written or swapped', async () => {
  const before = readdirSync(join(store, 'objects'), { recursive: true }).length;
  expect(await publisher.publish({ real })).toMatchObject({ drawn: 0, written: 0, release: currentName(store) });
  expect(readdirSync(join(store, 'objects'), { recursive: true })).toHaveLength(before);
});

test('a roll-back is live at once, stays through the hours, and gives way to what is published next', async () => {
  const now = currentName(store);
  expect(rollBack(store)).not.toBe(now);
  expect(published('mingdu/xibu-xincun/index.html')).toContain('早点接水。');
  await publisher.publish({ refresh: true, real: real + 3_600_000 });
  expect(published('mingdu/xibu-xincun/index.html')).toContain('早点接水。');
  town.write(NOTICE, notice('后天停水。'));
  town.commit();
  await publisher.publish({ real: real + 3_600_000 });
  expect(published('mingdu/xibu-xincun/index.html')).toContain('后天停水。');
  // Back from here is what was live, not what had been taken back.
  rollBack(store);
  expect(published('mingdu/xibu-xincun/index.html')).toContain('早点接水。');
  await publisher.publish({ real: real + 3_600_000 });
});

test('what is deleted vanishes: a compound, a committee with all its places; of a notice that still held it stays said', async () => {
  for (const gone of [NOTICE, 'yueyang/sixiangyuan', 'linquan']) rmSync(join(town.dir, gone), { recursive: true });
  town.commit(real);
  await publisher.publish({ real });
  const paths = allFiles().map(({ path }) => path);
  expect(paths.filter((path) => /sixiangyuan|linquan/.test(path))).toEqual([]);
  expect(published('mingdu/xibu-xincun/notices/new/index.html')).toContain(zhCN.reading.withdrawn);
  expect(published('mingdu/xibu-xincun/notices/new/index.html')).not.toContain('后天停水。');
  expect(published('index.html')).not.toContain('/linquan/');
  expect(published('yueyang/index.html')).not.toContain('sixiangyuan');
  expect(published('catalogue/town.json')).not.toContain('linquan');
});

test('a folder for a host that takes folders: in line with the release, and touched only where it differs', async () => {
  const target = join(folder, 'client');
  mkdirSync(join(target, '_editor/fonts'), { recursive: true });
  for (const path of ['_editor/fonts/a.woff2', '.assetsignore', 'stale.html']) writeFileSync(join(target, path), path);
  const beside = ['.assetsignore', '_editor/fonts/a.woff2'];
  // One that no release has is gone.
  expect(exportRelease(store, target)).toBe(allFiles().length + 1);
  town.write(NOTICE, notice('又停了。'));
  rmSync(join(town.dir, 'mingdu/xibu-mingdu-huayuan'), { recursive: true });
  town.commit();
  await publisher.publish({ real });
  const touched = exportRelease(store, target);
  expect(touched).toBeGreaterThan(10);
  expect(touched).toBeLessThan(allFiles().length);
  const wanted = allFiles();
  expect(filesIn(target).sort()).toEqual([...wanted.map(({ path }) => path), ...beside].sort());
  for (const { path, hash } of wanted) expect(hashOf(readFileSync(join(target, path))), path).toBe(hash);
  expect(exportRelease(store, target)).toBe(0);
  rmSync(target, { recursive: true });
  expect(exportRelease(store, target)).toBe(wanted.length);
});

test('a town without a committee is refused, and the site stays', async () => {
  const before = currentName(store);
  const commit = town.git('rev-parse', 'HEAD').trim();
  for (const gone of ['mingdu', 'yueyang']) rmSync(join(town.dir, gone), { recursive: true });
  town.commit();
  await expect(publisher.publish({ real })).rejects.toThrow();
  expect(currentName(store)).toBe(before);
  town.git('reset', '--quiet', '--hard', commit);
  await publisher.publish({ real });
  expect(published('mingdu/index.html')).toContain('名都');
});

test('the last releases are kept, and what none of them has is cleared away', async () => {
  for (let time = 0; time < KEPT + 3; time++) {
    town.write(NOTICE, notice(`第${time}次。`));
    town.commit();
    await publisher.publish({ real });
  }
  expect(releaseNames(store)).toHaveLength(KEPT);
  expect(collect(store)).toBeGreaterThan(10);
  for (const name of releaseNames(store))
    for (const { path, entry, hash } of filesOf(store, readRelease(store, name).listing))
      expect(hashOf(openEntry(store, entry).bytes()), path).toBe(hash);
  expect(collect(store)).toBe(0);
  // What the publisher remembers is still there for the next one.
  const next = await openPublisher({
    store,
    repository: town.dir,
    env: { PORTAL_CLOCK: String(Date.parse('2022-04-16T09:00:00+08:00') - real) },
  });
  expect(await next.publish({ real })).toMatchObject({ drawn: 0 });
  next.close();
});
