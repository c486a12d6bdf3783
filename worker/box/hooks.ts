import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';
import { ROOT } from './settings.ts';

const MARK = '# Written by the portal.';

/** The branch that is published. */
export const BRANCH = 'main';

// A word between quotes for a shell: a folder may have spaces, or worse.
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

const put = (hook: string, lines: readonly string[]): void => {
  writeFileSync(`${hook}.new`, ['#!/bin/sh', MARK, ...lines, ''].join('\n'));
  chmodSync(`${hook}.new`, 0o755);
  renameSync(`${hook}.new`, hook);
};

// What is pushed lies in git's quarantine until the hook has said yes: its environment is left as it is. 3 is a refusal; where Node is
// gone or the code was moved, the push comes in, and what is wrong in it is set aside.
const doorLines = (branch: string): string[] => [
  `${quoted(process.execPath)} ${quoted(join(ROOT, 'site/receive.ts'))} --branch ${quoted(branch)}`,
  '[ $? -ne 3 ]',
];

// Whoever pushes reads what the publisher says.
const publishLines = (dataDir: string): string[] => [
  `grep -q ' refs/heads/${BRANCH}$' || exit 0`,
  'unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_QUARANTINE_PATH',
  `export DATA_DIR=${quoted(dataDir)}`,
  `cd ${quoted(ROOT)} && exec ${quoted(process.execPath)} site/publish.ts`,
];

const isForeign = (hook: string): boolean => existsSync(hook) && !readFileSync(hook, 'utf8').includes(MARK);

/** Settings of a repository that takes in pushes: push options, whole objects only, and no more at once than a town is. */
const SETTINGS = { 'receive.advertisePushOptions': 'true', 'receive.fsckObjects': 'true', 'receive.maxInputSize': '67108864' };

const configure = async (repository: string): Promise<void> => {
  for (const [name, value] of Object.entries(SETTINGS)) await git('-C', repository, 'config', name, value);
};

/**
 * Puts the check before the published branch of any bare repository: Gitea's, or one behind ssh.
 * @returns the hook's file @throws Error where there is a hook of somebody else's
 */
export const guard = async (repository: string, branch = BRANCH): Promise<string> => {
  // Gitea's own hook calls every one of this folder.
  const shared = join(repository, 'hooks', 'pre-receive.d');
  const hook = existsSync(shared) ? join(shared, 'xiaolaba') : join(repository, 'hooks', 'pre-receive');
  if (isForeign(hook)) throw new Error(`${hook} is somebody else's`);
  mkdirSync(join(repository, 'hooks'), { recursive: true });
  await configure(repository);
  put(hook, doorLines(branch));
  return hook;
};

/** Puts both hooks of a box right. At each start: a machine that was moved or code that was upgraded lies elsewhere. */
export const keepHooks = async (repository: string, dataDir: string): Promise<void> => {
  mkdirSync(join(repository, 'hooks'), { recursive: true });
  await configure(repository);
  const door = join(repository, 'hooks', 'pre-receive');
  // Who put a check of his own there knows why.
  if (!isForeign(door)) put(door, doorLines(BRANCH));
  put(join(repository, 'hooks', 'post-receive'), publishLines(dataDir));
};
