import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { zhCN } from '../../domain/words/index.ts';
import { pushing } from '../../domain/words/zh-CN/pushing.ts';
import { git } from '../../worker/box/git.ts';
import { crowd } from './crowd.ts';
import { writeDrillTown } from './drill-town.ts';
import { type Started, startBox } from './start.ts';

const folder = mkdtempSync(join(tmpdir(), 'portal-box-'));
const settings = { DATA_DIR: join(folder, 'data'), CONTENT_DIR: join(folder, 'content') };
const clone = join(folder, 'clone');

let box: Started;
beforeAll(async () => {
  writeDrillTown(settings.CONTENT_DIR);
  box = await startBox(settings);
  await git('clone', '--quiet', join(settings.DATA_DIR, 'content.git'), clone);
}, 90_000);
afterAll(async () => {
  await box?.end('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** Writes a notice and pushes it. @returns what the box says to whoever pushes */
const push = async (name: string, ...lines: readonly string[]): Promise<string> => {
  await write(name, ...lines);
  return pushNow();
};
const pushNow = async (...words: readonly string[]): Promise<string> => {
  const began = performance.now();
  const { stderr } = await promisify(execFile)('git', ['-C', clone, 'push', '--quiet', ...words]);
  console.info(`pushed and live in ${Math.round(performance.now() - began)} ms`);
  return stderr;
};
const write = async (name: string, ...lines: readonly string[]): Promise<void> => {
  const notices = join(clone, 'ju/yuan/notices');
  mkdirSync(notices, { recursive: true });
  writeFileSync(join(notices, `${name}.md`), lines.join('\n'));
  await git('-C', clone, 'add', '.');
  await git('-C', clone, 'commit', '--quiet', '--message', name);
};

const notice = (title: string) => [
  '---',
  `title: ${title}`,
  'day: 2026-01-02',
  'at: "08:00"',
  'until: 2099-01-01',
  '---',
  '',
  '请带好采样码。',
  '',
];

const command = async (tool: string, ...words: readonly string[]): Promise<string> =>
  (
    await promisify(execFile)(process.execPath, [`${tool}.ts`, ...words], {
      env: { ...process.env, DATA_DIR: settings.DATA_DIR },
    })
  ).stdout;

const page = (path: string) => fetch(box.url + path);

test('what is pushed can be read when the push returns, and what is wrong in it is said to whoever pushed', async () => {
  expect((await page('/ju/yuan/notices/one/')).status).toBe(404);
  expect(await push('one', ...notice('电梯停两个小时'))).toMatch(/第\d+版：画了\d+页/);
  expect(await (await page('/ju/yuan/notices/one/')).text()).toContain('电梯停两个小时');
});

test('a push with a bad file is refused with line and sentence; in a hurry it comes in, is set aside, and all else is live', async () => {
  await write('bad', '---', 'title: ', '---', '');
  await expect(pushNow()).rejects.toThrow(`ju/yuan/notices/bad.md:2: title：${zhCN.errors.required('标题')}`);
  await write('beside', ...notice('和错的一起推送'));
  await expect(pushNow()).rejects.toThrow(pushing.anyway);
  expect((await page('/ju/yuan/notices/beside/')).status).toBe(404);
  expect(await pushNow('-o', 'anyway')).toMatch(/第\d+版：画了\d+页/);
  expect((await page('/ju/yuan/notices/beside/')).status).toBe(200);
  expect((await page('/ju/yuan/')).status).toBe(200);
});

test('`git revert` takes a wrong notice back: its page says so, and when', async () => {
  await push('wrong', ...notice('到西门领大米'));
  await git('-C', clone, 'revert', '--no-edit', 'HEAD');
  await pushNow();
  const text = await (await page('/ju/yuan/notices/wrong/')).text();
  expect(text).toContain(zhCN.reading.withdrawn);
  expect(text).not.toContain('请带好采样码');
  expect(await (await page('/ju/yuan/')).text()).toMatch(/“到西门领大米”已于\d+月\d+日 \d\d:\d\d撤回/);
});

test('a page arrives whole, packed or not, the first time and again', async () => {
  const page = async (encoding: string) => {
    const answer = await fetch(`${box.url}/ju/yuan/`, { headers: { 'accept-encoding': encoding } });
    const bytes = await answer.text();
    expect(answer.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
    return bytes;
  };
  const plain = await page('identity');
  expect(plain).toContain('</html>');
  for (const encoding of ['identity', 'gzip', 'br', 'gzip', 'br']) expect(await page(encoding)).toBe(plain);
});

test('a roll-back is one command, and stays until somebody pushes', async () => {
  await push('two', ...notice('这一条发错了'));
  expect((await page('/ju/yuan/notices/two/')).status).toBe(200);
  expect(await command('site/rollback')).toContain('退回到');
  expect((await page('/ju/yuan/notices/two/')).status).toBe(404);
  expect((await page('/ju/yuan/notices/one/')).status).toBe(200);
  await box.end('SIGTERM');
  box = await startBox(settings);
  expect((await page('/ju/yuan/notices/two/')).status).toBe(404);
  expect(await command('site/publish')).toContain('版：画了');
  expect((await page('/ju/yuan/notices/two/')).status).toBe(200);
});

test('what is pushed while no box runs is published too', async () => {
  await box.end('SIGTERM');
  await push('three', ...notice('夜里发的'));
  box = await startBox(settings);
  expect((await page('/ju/yuan/notices/three/')).status).toBe(200);
});

test('counts are told on a port of their own, and name nobody', async () => {
  const [, counts = ''] = /counts: (http:\S+?)\)/.exec(box.output()) ?? [];
  await page('/ju/yuan/');
  await page(`/${encodeURIComponent('王秀英')}/`);
  const people = crowd(() => box.url, { people: 1, origin: box.url });
  await people.until(3);
  await people.stop();
  const text = await (await fetch(counts)).text();
  expect(text).toMatch(/^portal_answers_total\{part="pages",method="GET",status="200"\} \d+$/m);
  expect(text).toMatch(/^portal_answers_total\{part="signups",method="POST",status="303"\} \d+$/m);
  expect(text).toMatch(/^portal_signups [1-9]\d*$/m);
  for (const line of text.trim().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) portal_\w+ .+|portal_\w+(\{[a-z]+="\w+"(,[a-z]+="\w+")*\})? -?\d+(\.\d+)?(e-?\d+)?)$/);
  expect(text).not.toContain(encodeURIComponent('王秀英'));
  expect((await page('/metrics')).status).toBe(404);
});

test('who claims another address is still counted as himself, where no proxy is trusted', async () => {
  const statuses = new Set<number>();
  for (let at = 0; at < 330; at++)
    statuses.add(
      (
        await fetch(`${box.url}/desk/join/ABCDEFGHJKLM`, {
          headers: { 'x-forwarded-for': `10.0.0.${at}`, 'cf-connecting-ip': `10.1.0.${at}` },
        })
      ).status,
    );
  // Unless the minute turns in the middle.
  if (!statuses.has(429))
    for (let at = 0; at < 330; at++)
      statuses.add((await fetch(`${box.url}/desk/join/ABCDEFGHJKLM`, { headers: { 'x-forwarded-for': `10.0.1.${at}` } })).status);
  expect(statuses).toContain(429);
});

test('two boxes on one DATA_DIR: the second one refuses', async () => {
  await expect(startBox(settings)).rejects.toThrow('A box runs already');
  expect((await page('/api/health')).status).toBe(200);
});

test('stopped as systemd does, it ends by itself, with its database in one file; keys and data are its owner’s alone', async () => {
  expect(await box.end('SIGTERM')).toBe(0);
  expect(existsSync(join(settings.DATA_DIR, 'portal.sqlite-wal'))).toBe(false);
  expect(statSync(join(settings.DATA_DIR, 'keys.env')).mode & 0o777).toBe(0o600);
  expect(statSync(settings.DATA_DIR).mode & 0o077).toBe(0);
});

test('a database without its keys gets no new ones', async () => {
  const keys = join(settings.DATA_DIR, 'keys.env');
  renameSync(keys, `${keys}.lost`);
  await expect(startBox(settings)).rejects.toThrow('but not its keys');
  expect(existsSync(keys)).toBe(false);
  renameSync(`${keys}.lost`, keys);
});

test('a restore overwrites nothing, a locked backup wants its key, and a proxy a public address', async () => {
  const file = join(folder, 'backup.tgz');
  expect(await command('worker/tools/backup', file)).toContain('NOT locked');
  expect(statSync(file).mode & 0o077).toBe(0);
  await expect(command('worker/tools/restore', file)).rejects.toThrow('is not empty');
  const recipient = await command('worker/tools/keygen', join(folder, 'identity.txt'));
  await command('worker/tools/backup', `${file}.age`, '--to', recipient.trim());
  const empty = { env: { ...process.env, DATA_DIR: join(folder, 'other') } };
  await expect(promisify(execFile)(process.execPath, ['worker/tools/restore.ts', `${file}.age`], empty)).rejects.toThrow('is locked');
  await command('worker/tools/keygen', join(folder, 'wrong.txt'));
  await expect(
    promisify(execFile)(process.execPath, ['worker/tools/restore.ts', `${file}.age`, '--identity', join(folder, 'wrong.txt')], empty),
  ).rejects.toThrow();
  expect(existsSync(join(folder, 'other'))).toBe(false);
  await expect(startBox({ ...settings, TRUST_PROXY: '1' })).rejects.toThrow('SITE_URL');
});
