import { execFileSync } from 'node:child_process';

const git = (root: string, ...words: string[]): string | undefined => {
  try {
    return execFileSync('git', ['-C', root, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 8 * 1024 * 1024,
    });
  } catch {
    // not a repository, no git, or no such version: then there is simply no history
    return undefined;
  }
};

/** How many earlier versions of a bad file are tried. */
const VERSIONS = 20;

/**
 * The texts of a file in git, newest first. Read only for a file that was set aside.
 * @param file from the top of the repository, or from `root` with `./` before it
 */
export const earlierTexts = function* (root: string, file: string, commit = 'HEAD'): Generator<string> {
  const versions = git(root, 'log', `--max-count=${VERSIONS}`, '--format=%H', commit, '--', file)?.split('\n').filter(Boolean) ?? [];
  for (const version of versions) {
    const text = git(root, 'show', `${version}:${file}`);
    if (text !== undefined) yield text;
  }
};
