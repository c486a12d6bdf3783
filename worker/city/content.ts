import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { environment } from '../box/git.ts';

const git = async (folder: string, ...words: string[]): Promise<string[]> =>
  (await promisify(execFile)('git', ['-C', folder, ...words], { env: environment(), maxBuffer: 2 ** 28 })).stdout
    .split('\n')
    .filter(Boolean);

/** How a town's content folder stands in git, which is what its pages are drawn from. */
export interface Standing {
  /** Why nothing can be drawn from it. */
  fault?: string;
  /** How many of its files differ from what is committed. */
  edited?: number;
}

/** Looks whether what is committed can be published. @param folder a repository, bare or not, or a folder of a checkout */
export const standingOf = async (folder: string): Promise<Standing> => {
  if (!existsSync(folder)) return { fault: `no content in ${folder}` };
  try {
    if ((await git(folder, 'ls-tree', '--name-only', 'HEAD')).length === 0)
      return { fault: `nothing in ${folder} is committed: git add and git commit it` };
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    return { fault: `${folder} is not in git, and a town is drawn from what is committed: git init, git add and git commit it\n${said}` };
  }
  try {
    return { edited: (await git(folder, 'status', '--porcelain', '--untracked-files=all', '--', '.')).length };
  } catch {
    return {}; // a bare repository: nobody edits there
  }
};
