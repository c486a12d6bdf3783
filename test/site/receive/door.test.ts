import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { zhCN } from '../../../domain/words/index.ts';
import { pushing as w } from '../../../domain/words/zh-CN/pushing.ts';
import { git } from '../../../worker/box/git.ts';
import { guard } from '../../../worker/box/hooks.ts';
import { makeTown, type Town } from '../publish/town.ts';

const { errors } = zhCN;
const NOTICE = 'mingdu/xibu-xincun/notices/new.md';
const notice = (day = '2022-04-15') => `---\ntitle: 停水\nday: ${day}\nat: "10:00"\nuntil: 2022-04-30\n---\n早点接水。\n`;

let folder: string;
let bare: string;
let town: Town;
const head = async (): Promise<string> => (await git('-C', bare, 'rev-parse', 'main')).trim();
const push = (...words: string[]) => {
  const { status, stderr } = spawnSync('git', ['-C', town.dir, 'push', '--quiet', 'origin', ...words], { encoding: 'utf8' });
  return { in: status === 0, said: stderr.replace(/^remote: /gm, '').replace(/ +$/gm, '') };
};
const pushed = (path: string, text: string, ...words: string[]) => {
  town.write(path, text);
  town.commit();
  return push(...words, 'main');
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'door-'));
  bare = join(folder, 'content.git');
  await git('init', '--quiet', '--bare', '--initial-branch=main', bare);
  town = makeTown(join(folder, 'town'));
  town.git('remote', 'add', 'origin', bare);
  await guard(bare);
  expect(push('main')).toEqual({ in: true, said: '' });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a push with a bad file is refused with file, line and a Chinese sentence, and the branch stays', async () => {
  const before = await head();
  const { in: isIn, said } = pushed(NOTICE, notice('昨天'));
  expect(isIn).toBe(false);
  expect(said).toContain(`${NOTICE}:3: day：${errors.day('日期')}\n${w.refused(1)}\n${w.anyway}\n`);
  expect(await head()).toBe(before);
  expect(pushed(NOTICE, notice())).toEqual({ in: true, said: '' });
  expect(await head()).not.toBe(before);
});

test('where it can’t wait: -o anyway lets it in, and says what will be set aside', async () => {
  const { in: isIn, said } = pushed(NOTICE, notice('昨天'), '-o', 'anyway');
  expect([isIn, said]).toEqual([true, `${NOTICE}:3: day：${errors.day('日期')}\n${w.accepted(1)}\n`]);
});

test('a bad file that lies there keeps nobody out who mends another; who touches it must mend it', () => {
  pushed(NOTICE, notice('昨天'), '-o', 'anyway');
  expect(pushed('mingdu/xibu-xincun/notices/other.md', notice())).toEqual({ in: true, said: '' });
  expect(pushed(NOTICE, notice('前天')).in).toBe(false);
});

test('a file that becomes wrong by a change of another is found: a building that its round names', () => {
  const file = 'mingdu/xibu-xincun/compound.md';
  const text = readFileSync(join(town.dir, file), 'utf8');
  const { in: isIn, said } = pushed(file, text.replace(/^buildings:\n(?:[ -].*\n)+/m, 'buildings: [{ ids: "900" }]\n'));
  expect(isIn).toBe(false);
  expect(said).toMatch(/samplings\/0417\.md:\d+: .*本小区没有/);
});

test('the published branch can be neither deleted nor rewritten; other branches are nobody’s business', async () => {
  const before = await head();
  expect(push('--delete', 'main').said).toContain(w.noDeleting('main'));
  town.git('commit', '--quiet', '--amend', '--allow-empty', '--message', 'Rewritten');
  expect(push('--force', 'main').said).toContain(w.noRewriting('main'));
  expect(await head()).toBe(before);
  town.git('checkout', '--quiet', '-b', 'trial');
  town.write(NOTICE, notice('昨天'));
  town.commit();
  expect(push('trial')).toEqual({ in: true, said: '' });
  expect(push('--delete', 'trial').in).toBe(true);
});

test('a town without a committee is refused', () => {
  for (const gone of ['mingdu', 'linquan', 'yueyang']) rmSync(join(town.dir, gone), { recursive: true });
  town.commit();
  expect(push('main')).toMatchObject({ in: false, said: expect.stringContaining(w.noTown) });
});

test('the content may lie in a folder of the repository: the path is the one that its owner knows', async () => {
  const other = join(folder, 'other.git');
  await git('init', '--quiet', '--bare', '--initial-branch=main', other);
  await guard(other);
  town.git('remote', 'set-url', 'origin', other);
  mkdirSync(join(town.dir, 'content'));
  for (const part of ['town.md', 'notices', 'services', 'mingdu', 'linquan', 'yueyang'])
    renameSync(join(town.dir, part), join(town.dir, 'content', part));
  town.write('README.md', '不是内容。\n');
  expect(pushed(`content/${NOTICE}`, notice('昨天')).said).toContain(`content/${NOTICE}:3: `);
  expect(pushed(`content/${NOTICE}`, notice())).toEqual({ in: true, said: '' });
});

test('in Gitea the check stands among the hooks that its own hook calls; somebody else’s hook is left alone', async () => {
  const gitea = join(folder, 'gitea.git');
  await git('init', '--quiet', '--bare', gitea);
  mkdirSync(join(gitea, 'hooks/pre-receive.d'), { recursive: true });
  expect(await guard(gitea)).toBe(join(gitea, 'hooks/pre-receive.d/xiaolaba'));
  const own = join(folder, 'own.git');
  await git('init', '--quiet', '--bare', own);
  writeFileSync(join(own, 'hooks/pre-receive'), '#!/bin/sh\nexit 0\n');
  await expect(guard(own)).rejects.toThrow('somebody else');
});

test('where the check itself can’t run, the town can still publish', () => {
  const hook = join(bare, 'hooks/pre-receive');
  writeFileSync(hook, readFileSync(hook, 'utf8').replace('site/receive.ts', 'site/moved-away.ts'));
  expect(pushed(NOTICE, notice('昨天')).in).toBe(true);
});
