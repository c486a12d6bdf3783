// `npm run build`: pages and Worker into `dist/`. The pages are drawn as publishing draws them, by compiled templates and on every core:
// one costs a fifth of what it does when Astro's build draws it. Astro's bundler then builds the code alone. One after the other: two
// bundlers side by side hold 1.5 GB and are no faster on two cores.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isCompiled } from './code.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const [CLIENT, SERVER, PAGES] = [join(DIST, 'client'), join(DIST, 'server'), join(DIST, 'pages')];

// Left to itself Node lets rubbish lie and the bundler's allocator keeps what it had: a third of the memory more, in the same time.
const BUNDLING = ['--max-old-space-size=300', '--max-semi-space-size=8'];
const SPARING = { MIMALLOC_PURGE_DELAY: '0', MALLOC_ARENA_MAX: '1', ASTRO_TELEMETRY_DISABLED: '1', PAGES: 'elsewhere' };

/** Runs a part of the build. @throws Error where it fails; it has said why */
const run = (...words: readonly string[]): void => {
  const { status } = spawnSync(process.execPath, words, { cwd: ROOT, stdio: 'inherit', env: { ...SPARING, ...process.env } });
  if (status !== 0) throw new Error(`${words.join(' ')}: ${status}`);
};

// Astro names each component by where its file lies on the machine that builds: nobody's business, and the Worker would weigh
// something else on every machine.
const forgetRoot = (): void => {
  for (const file of readdirSync(SERVER, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.mjs')) continue;
    const path = join(SERVER, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(ROOT, '/'));
  }
};

// Which release was exported there holds no longer.
for (const old of [CLIENT, SERVER, PAGES, `${CLIENT}.release`]) rmSync(old, { recursive: true, force: true });
try {
  if (!isCompiled()) run(...BUNDLING, 'site/compile.ts');
  run('site/whole.ts', PAGES);
  run(...BUNDLING, 'node_modules/astro/bin/astro.mjs', 'build');
  forgetRoot();
  // The editor goes beside the pages, on its own: only its one page loads it.
  run(...BUNDLING, 'site/editor.ts', '--into', 'dist/client');
  for (const name of readdirSync(CLIENT)) renameSync(join(CLIENT, name), join(PAGES, name));
  rmSync(CLIENT, { recursive: true });
  renameSync(PAGES, CLIENT);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
