import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const who = {
  GIT_AUTHOR_NAME: '旁人',
  GIT_AUTHOR_EMAIL: 'p@example.org',
  GIT_COMMITTER_NAME: '旁人',
  GIT_COMMITTER_EMAIL: 'p@example.org',
};

export const git = (dir: string, ...words: string[]): string =>
  execFileSync('git', ['-C', dir, ...words], {
    encoding: 'utf8',
    env: { ...process.env, ...who },
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trimEnd();

/** A bare repository with files in it, and a checkout of somebody else's who pushes to it. */
export interface Bare {
  dir: string;
  push: (files: Readonly<Record<string, string | undefined>>) => void;
  /** Has the push ready. @returns the shell line that does it */
  prepare: (files: Readonly<Record<string, string | undefined>>) => string;
  /** Runs a line that {@link prepare} gave. */
  run: (line: string) => void;
  newest: () => Promise<{ author: string; message: string; count: number }>;
}

const made: string[] = [];
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});

/** @param files what it begins with @param folder the content's folder in it */
export const bare = (files: Readonly<Record<string, string>>, folder = ''): Bare => {
  const root = mkdtempSync(join(tmpdir(), 'repository-'));
  made.push(root);
  const [dir, checkout] = [join(root, 'content.git'), join(root, 'checkout')];
  git(root, 'init', '--quiet', '--bare', '--initial-branch=main', dir);
  git(root, 'clone', '--quiet', dir, checkout);
  const commit = (changed: Readonly<Record<string, string | undefined>>): void => {
    if (git(dir, 'for-each-ref').length > 0) git(checkout, 'pull', '--quiet', '--ff-only', 'origin', 'main');
    for (const [path, text] of Object.entries(changed)) {
      const file = join(checkout, folder, path);
      mkdirSync(dirname(file), { recursive: true });
      if (text === undefined) rmSync(file);
      else writeFileSync(file, text);
    }
    git(checkout, 'add', '--all');
    git(checkout, 'commit', '--quiet', '--message', 'somebody else');
  };
  const push = (changed: Readonly<Record<string, string | undefined>>): void => {
    commit(changed);
    git(checkout, 'push', '--quiet', 'origin', 'HEAD:main');
  };
  push(files);
  return {
    dir,
    push,
    prepare: (changed) => {
      commit(changed);
      return `git -C '${checkout}' push --quiet origin HEAD:main`;
    },
    run: (line) => void execFileSync('sh', ['-c', line]),
    newest: async () => ({
      author: git(dir, 'log', '-1', '--format=%an <%ae>', 'main'),
      message: git(dir, 'log', '-1', '--format=%B', 'main'),
      count: Number(git(dir, 'rev-list', '--count', 'main')),
    }),
  };
};
