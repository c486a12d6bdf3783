import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { localRepository } from '../../worker/box/repository.ts';
import { identityOf, messageOf } from '../../worker/repository/author.ts';
import { type Bare, bare, git } from './bare.ts';
import { FILES, keepsTheContract } from './contract.ts';
import { blobOf, memory } from './memory.ts';
import { beforeCommit } from './slow-git.ts';

const open: { close: () => void }[] = [];
afterAll(() => {
  for (const one of open) one.close();
});

const local = (there: Bare, publishing?: Parameters<typeof localRepository>[2]) => {
  const repository = localRepository(there.dir, 'main', publishing);
  open.push(repository);
  return repository;
};

keepsTheContract('in memory', async () => {
  const repository = memory(FILES);
  let during: Readonly<Record<string, string>> = {};
  return {
    repository: {
      ...repository,
      write: (change) => {
        repository.push(during);
        during = {};
        return repository.write(change);
      },
    },
    push: repository.push,
    pushDuring: (files) => {
      during = files;
    },
    newest: async () => {
      const last = repository.changes.at(-1);
      const { name, email } = last ? identityOf(last.author) : { name: '', email: '' };
      return { author: `${name} <${email}>`, message: last ? messageOf(last) : '', count: repository.changes.length };
    },
  };
});

keepsTheContract('on this machine', async () => {
  const there = bare(FILES);
  return { ...there, repository: local(there), pushDuring: (files) => beforeCommit(there.prepare(files)) };
});

keepsTheContract('in the folder content of a repository on this machine', async () => {
  const there = bare(FILES, 'content');
  return { ...there, repository: local(there), pushDuring: (files) => beforeCommit(there.prepare(files)) };
});

const change = (path: string, text: string, base?: string) => ({
  edits: [{ path, text, base }],
  message: '改',
  author: { name: '贺小真', id: '5f0e' },
});

test('after a commit the publisher is asked, after a conflict it is not', async () => {
  const there = bare(FILES);
  let asked = 0;
  const repository = local(there, { begins: () => undefined, written: () => asked++ });
  await repository.write(change('mingdu/notices/n.md', 'x\n'));
  expect(asked).toBe(1);
  await repository.write(change('mingdu/notices/n.md', 'y\n'));
  expect(asked).toBe(1);
});

const LOCKS = ['refs/heads/main.lock', 'HEAD.lock'];

test.each(LOCKS)('a lock that somebody who was killed left behind stops nobody for ever: %s', async (name) => {
  const there = bare(FILES);
  const lock = join(there.dir, name);
  writeFileSync(lock, '');
  const past = Date.now() / 1000 - 60;
  utimesSync(lock, past, past);
  expect(await local(there).write(change('mingdu/notices/n.md', 'x\n'))).toMatchObject({
    blobs: { 'mingdu/notices/n.md': await blobOf('x\n') },
  });
  expect(existsSync(lock)).toBe(false);
});

test.each(LOCKS)('a lock that somebody holds is waited for: %s', async (name) => {
  const there = bare(FILES);
  const lock = join(there.dir, name);
  writeFileSync(lock, '');
  const writing = local(there).write(change('mingdu/notices/n.md', 'x\n'));
  await pause(300);
  expect((await there.newest()).count).toBe(1);
  renameSync(lock, `${lock}.gone`);
  expect(await writing).toHaveProperty('commit');
});

test('a repository that is gone is away, and is found again', async () => {
  const there = bare(FILES);
  const repository = local(there);
  renameSync(there.dir, `${there.dir}.gone`);
  for (const call of [() => repository.read('town.md'), () => repository.list(''), () => repository.write(change('town.md', 'x\n'))])
    await expect(call()).rejects.toMatchObject({ trouble: 'away' });
  renameSync(`${there.dir}.gone`, there.dir);
  expect(await repository.read('town.md')).toMatchObject({ text: FILES['town.md'] });
  expect(await repository.write(change('mingdu/notices/n.md', 'x\n'))).toHaveProperty('commit');
});

test('a disk without room is said to be full, and nothing is half written', async () => {
  const there = bare(FILES);
  const repository = local(there);
  const before = await there.newest();
  // The words of git 2.39 on a file system of 64 KB.
  beforeCommit('echo "fatal: unable to write loose object file: No space left on device" >&2; exit 128');
  await expect(repository.write(change('mingdu/notices/n.md', 'x\n'))).rejects.toMatchObject({ trouble: 'full' });
  expect(await there.newest()).toEqual(before);
  expect(await repository.write(change('mingdu/notices/n.md', 'x\n'))).toHaveProperty('commit');
});

test('whoever is killed while he writes leaves the old or the new, never a half, and the next one writes on', async () => {
  const there = bare(FILES);
  const told: { path: string; commit: string }[] = [];
  const locks = LOCKS.map((name) => join(there.dir, name));
  // What a killed one leaves is old before it is in the way; ten seconds each are not waited here.
  const age = () => {
    for (const lock of locks) if (existsSync(lock)) utimesSync(lock, 0, 0);
  };
  for (let kill = 0; kill < 12; kill++) {
    age();
    const child = fork('test/repository/writing.ts', [there.dir], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], detached: true });
    child.on('message', (message: { path: string; commit: string }) => told.push(message));
    const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
    expect(first).toHaveProperty('commit');
    await pause(kill * 7);
    if (child.pid) process.kill(-child.pid, 'SIGKILL');
    await once(child, 'exit');
  }
  expect(told.length).toBeGreaterThanOrEqual(12);
  git(there.dir, 'fsck', '--strict', '--no-dangling');
  for (const { path, commit } of told) {
    git(there.dir, 'merge-base', '--is-ancestor', commit, 'main');
    expect(git(there.dir, 'cat-file', '-t', `main:${path}`)).toBe('blob');
  }
  age();
  expect(await local(there).write(change('mingdu/notices/last.md', 'x\n'))).toHaveProperty('commit');
  expect((await there.newest()).count).toBeGreaterThanOrEqual(told.length + 2);
}, 60_000);
