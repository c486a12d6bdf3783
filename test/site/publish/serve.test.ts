import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, isServed } from '../../../site/publish/ask.ts';
import { type PublisherProcess, startPublisher } from '../../../site/publish/child.ts';
import { openReleases } from '../../../site/publish/live.ts';
import { makeTown, type Town } from './town.ts';

const NOTICE = 'mingdu/xibu-xincun/notices/new.md';
const notice = (text: string) => `---\ntitle: 停水\nday: 2022-04-15\nat: "10:00"\nuntil: 2022-04-30\n---\n${text}\n`;

let folder: string;
let data: string;
let store: string;
let town: Town;
let publisher: PublisherProcess | undefined;
const env = () => ({ ...process.env, DATA_DIR: data, PORTAL_CLOCK: '2022-04-16 09:00' });
const published = (path: string): string => {
  const found = openReleases(store)()?.find(path);
  return found?.bytes().toString() ?? '';
};
const run = (script: string) => spawnSync(process.execPath, [script], { env: env(), encoding: 'utf8' });
/** Commits and pushes; returns what the pusher is told. */
const push = (text: string): string => {
  town.write(NOTICE, notice(text));
  town.commit();
  const { status, stderr } = spawnSync('git', ['-C', town.dir, 'push', '--quiet', 'box', 'main'], { encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return stderr;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'serve-'));
  data = join(folder, 'data');
  store = join(data, 'site');
  mkdirSync(data);
  town = makeTown(join(folder, 'town'));
  const repository = join(data, 'content.git');
  execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', repository]);
  const hook = join(repository, 'hooks/post-receive');
  const settings = ['unset GIT_DIR', `export DATA_DIR='${data}' PORTAL_CLOCK='2022-04-16 09:00'`].join('\n');
  writeFileSync(hook, `#!/bin/sh\n${settings}\nexec '${process.execPath}' '${resolve('site/publish.ts')}'\n`);
  chmodSync(hook, 0o755);
  town.git('remote', 'add', 'box', repository);
}, 30_000);
afterAll(async () => {
  await publisher?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('a push to the bare repository is live when it returns, and tells how it went', () => {
  expect(push('早点接水。')).toMatch(/第1版：画了\d+页/);
  expect(published('mingdu/xibu-xincun/notices/new/index.html')).toContain('早点接水。');
});

test('where a publisher runs, the push is published by it: its templates are in memory', async () => {
  publisher = await startPublisher(env(), store);
  await publisher.publish({ refresh: true });
  expect(await isServed(store)).toBe(true);
  expect(push('改到晚上。')).toMatch(/第2版：画了\d+页/);
  expect(published('mingdu/xibu-xincun/notices/new/index.html')).toContain('改到晚上。');
}, 60_000);

test('who pushes a file with a fault is told, and the last good text stays', () => {
  town.write(NOTICE, notice('坏了').replace('day: 2022-04-15', 'day: 昨天'));
  town.commit();
  const { stderr } = spawnSync('git', ['-C', town.dir, 'push', '--quiet', 'box', 'main'], { encoding: 'utf8' });
  expect(stderr).toContain(`${NOTICE}:3`);
  expect(published('mingdu/xibu-xincun/notices/new/index.html')).toContain('改到晚上。');
});

test('several ask at once: each is answered, one after the other', async () => {
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask(store)));
  expect(new Set(answers.map((answer) => answer?.release)).size).toBe(1);
});

test('`box:rollback` takes back the last push in one step, and the publisher draws that for now', async () => {
  push('写错了。');
  expect(published('mingdu/xibu-xincun/index.html')).toContain('写错了。');
  expect(run('site/rollback.ts').stdout).toMatch(/退回到第\d+版/);
  expect(published('mingdu/xibu-xincun/index.html')).not.toContain('写错了。');
  await publisher?.publish({ refresh: true });
  expect(published('mingdu/xibu-xincun/index.html')).not.toContain('写错了。');
  push('写对了。');
  expect(published('mingdu/xibu-xincun/index.html')).toContain('写对了。');
});

test('there is one publisher for a store; when it was killed another one takes its place', async () => {
  expect(spawnSync(process.execPath, ['site/publish.ts', '--serve'], { env: env(), encoding: 'utf8' }).stderr).toContain('already');
  await publisher?.stop();
  publisher = undefined;
  expect(await isServed(store)).toBe(false);
  publisher = await startPublisher(env(), store);
  await publisher.publish({ refresh: true });
  expect(await isServed(store)).toBe(true);
}, 60_000);

test('a roll-back where there is nothing to go back to says so', () => {
  const fresh = join(folder, 'fresh');
  const { status, stderr } = spawnSync(process.execPath, ['site/rollback.ts'], { env: { ...env(), DATA_DIR: fresh }, encoding: 'utf8' });
  expect([status, stderr]).toEqual([1, expect.stringContaining('没有更早的版本')]);
});
