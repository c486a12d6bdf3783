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
 * @param file from `root`, which may lie deep in a checkout
 */
export const earlierTexts = (root: string, file: string): Generator<string> => textsOf(root, 'HEAD', `:(literal)${file}`, `./${file}`);

/** The texts that a file had up to a commit. @param file from the top of the repository at `root` */
export const textsUpTo = (root: string, commit: string, file: string): Generator<string> =>
  textsOf(root, commit, `:(top,literal)${file}`, file);

const textsOf = function* (root: string, commit: string, pathspec: string, file: string): Generator<string> {
  const versions = git(root, 'log', `--max-count=${VERSIONS}`, '--format=%H', commit, '--', pathspec)?.split('\n').filter(Boolean) ?? [];
  for (const version of versions) {
    const text = git(root, 'show', `${version}:${file}`);
    if (text !== undefined) yield text;
  }
};
