import { chmodSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git } from './git.ts';
import { ROOT } from './settings.ts';

/** The branch that is published. */
export const BRANCH = 'main';

// A word between quotes for a shell: a folder may have spaces, or worse.
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/**
 * What git calls when somebody has pushed. It is written at each start: a machine that was moved or code that was upgraded
 * lies elsewhere. Whoever pushes reads what the publisher says.
 */
const hookOf = (dataDir: string): string =>
  [
    '#!/bin/sh',
    '# Written by the portal at its start.',
    'unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_QUARANTINE_PATH',
    `export DATA_DIR=${quoted(dataDir)}`,
    `cd ${quoted(ROOT)} && exec ${quoted(process.execPath)} site/publish.ts`,
    '',
  ].join('\n');

/** Makes the repository of the content from a folder, whole or not at all. */
const seed = async (repository: string, folder: string): Promise<void> => {
  mkdirSync(dirname(repository), { recursive: true });
  const making = mkdtempSync(`${repository}.`);
  try {
    await git('init', '--quiet', '--bare', `--initial-branch=${BRANCH}`, making);
    const there = [`--git-dir=${making}`, `--work-tree=${folder}`];
    await git(...there, 'add', '--all', '--force', '.');
    await git(...there, 'commit', '--quiet', '--message', 'The town as it begins');
    rmSync(join(making, 'index'), { force: true });
    renameSync(making, repository);
  } catch (error) {
    rmSync(making, { recursive: true, force: true });
    throw error;
  }
};

/**
 * The bare repository that everything published comes from: made from a folder on the first start, its hook put right on
 * every one.
 * @returns whether it was made now
 */
export const keepContent = async (repository: string, folder: string, dataDir: string): Promise<boolean> => {
  const isNew = !existsSync(repository);
  if (isNew) await seed(repository, folder);
  const hook = join(repository, 'hooks', 'post-receive');
  mkdirSync(dirname(hook), { recursive: true });
  writeFileSync(`${hook}.new`, hookOf(dataDir));
  chmodSync(`${hook}.new`, 0o755);
  renameSync(`${hook}.new`, hook);
  return isNew;
};
