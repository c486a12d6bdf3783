import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { isCompiled } from './code.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

// Left to itself Node lets rubbish lie and the bundler's allocator keeps what it had: a third of the memory more, in the same time.
const SPARING = ['--max-old-space-size=300', '--max-semi-space-size=8'];
const GIVING_BACK = { MIMALLOC_PURGE_DELAY: '0', MALLOC_ARENA_MAX: '1' };
// Whoever asks: a test, or somebody who develops, would get what libraries have for developing, and a Worker that is heavier by a twentieth.
const FOR_USE = { NODE_ENV: 'production' };

/** Runs one of the portal's scripts to its end. @throws Error where it fails; it has said why */
export const run = (...words: readonly string[]): void => {
  const { status, signal } = spawnSync(process.execPath, words, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...GIVING_BACK, ...process.env, ...FOR_USE },
  });
  const script = words.find((word) => !word.startsWith('--'));
  if (status !== 0) throw new Error(`${script} failed (${signal ?? status})`);
};

/** Runs a script that bundles. @throws Error where it fails; it has said why */
export const bundle = (...words: readonly string[]): void => run(...SPARING, ...words);

/** Compiles the code, if what was compiled is of another. @throws Error where it can't be compiled */
export const compileCode = (): void => {
  if (!isCompiled()) bundle('site/compiler.ts');
};
