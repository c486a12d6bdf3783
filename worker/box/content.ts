import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { git } from './git.ts';
import { BRANCH, keepHooks } from './hooks.ts';

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
 * The bare repository that everything published comes from: made from a folder on the first start, its hooks put right on
 * every one.
 * @returns whether it was made now
 */
export const keepContent = async (repository: string, folder: string, dataDir: string): Promise<boolean> => {
  const isNew = !existsSync(repository);
  if (isNew) await seed(repository, folder);
  await keepHooks(repository, dataDir);
  return isNew;
};
