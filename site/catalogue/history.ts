import { execFileSync } from 'node:child_process';
import { decoded } from './text.ts';

/** What git says; nothing where there is no repository, no git, or no such version: then there is simply no history. */
export const gitBytes = (root: string, ...words: string[]): Buffer | undefined => {
  try {
    return execFileSync('git', ['-C', root, ...words], { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 });
  } catch {
    return undefined;
  }
};
export const git = (root: string, ...words: string[]): string | undefined => gitBytes(root, ...words)?.toString();

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
    const bytes = gitBytes(root, 'show', `${version}:${file}`);
    const text = bytes && decoded(bytes);
    if (typeof text === 'string') yield text;
  }
};
