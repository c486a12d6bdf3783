import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const MEGABYTE = 1024 * 1024;

// The portal's own commits need a name on a machine where nobody has set one. What a hook of git's hands down
// (GIT_DIR and others) would lead every command into that repository.
export const environment = (): NodeJS.ProcessEnv => {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  const who = { NAME: '小喇叭', EMAIL: 'portal@localhost' };
  return Object.fromEntries([
    ...own,
    ...Object.entries(who).flatMap(([what, value]) => [
      [`GIT_AUTHOR_${what}`, value],
      [`GIT_COMMITTER_${what}`, value],
    ]),
  ]);
};

/** Runs git. @returns what it printed @throws Error with what it complained of */
export const git = async (...words: readonly string[]): Promise<string> => {
  const { stdout } = await promisify(execFile)('git', words, { env: environment(), maxBuffer: 64 * MEGABYTE });
  return stdout;
};
