import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { standingOf } from '../../worker/city/content.ts';

let root: string;
const git = (...words: string[]) =>
  execFileSync('git', ['-C', root, '-c', 'user.name=Clerk', '-c', 'user.email=clerk@example.org', ...words]);
const write = (path: string) => {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), '停水');
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'content-'));
  write('towns/gubei/town.md');
});
afterEach(() => rmSync(root, { recursive: true }));

test('a folder that is not there, and one that is in no git', async () => {
  expect((await standingOf(join(root, 'nowhere'))).fault).toContain('no content in');
  expect((await standingOf(join(root, 'towns/gubei'))).fault).toContain('is not in git, and a town is drawn from what is committed');
});

test('in a repository without a commit, and beside what is committed, there is nothing to publish', async () => {
  git('init', '--quiet');
  expect((await standingOf(join(root, 'towns/gubei'))).fault).toContain('git commit it');
  git('add', 'towns');
  git('commit', '--quiet', '--message', 'Begun');
  write('towns/hongqiao/town.md');
  expect((await standingOf(join(root, 'towns/hongqiao'))).fault).toContain('is committed: git add and git commit it');
});

test('a folder of a checkout counts its own edits, and no neighbour’s; a bare repository has none', async () => {
  git('init', '--quiet');
  git('add', 'towns');
  git('commit', '--quiet', '--message', 'Begun');
  expect(await standingOf(join(root, 'towns/gubei'))).toEqual({ edited: 0 });
  for (const path of ['town.md', 'notices/a.md', 'notices/b.md']) write(`towns/gubei/${path}x`);
  write('towns/hongqiao/town.md');
  expect(await standingOf(join(root, 'towns/gubei'))).toEqual({ edited: 3 });
  git('clone', '--quiet', '--bare', root, join(root, 'bare.git'));
  expect(await standingOf(join(root, 'bare.git'))).toEqual({});
});
