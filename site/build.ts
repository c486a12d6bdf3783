// `npm run build`: pages and Worker into `dist/`. Astro's bundler builds the code while the pages are drawn by the templates that
// publishing draws with: two cores have work, and a page costs a fifth of what it does when Astro draws it.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const [CLIENT, SERVER, PAGES] = [join(DIST, 'client'), join(DIST, 'server'), join(DIST, 'pages')];

// Left to itself Node lets rubbish lie and the bundler's allocator keeps what it had: half as much memory again, in the same time.
const BUNDLER = ['--max-old-space-size=300', '--max-semi-space-size=8', 'node_modules/astro/bin/astro.mjs', 'build'];
const SPARING = { MIMALLOC_PURGE_DELAY: '0', MALLOC_ARENA_MAX: '1', ASTRO_TELEMETRY_DISABLED: '1', PAGES: 'elsewhere' };

const run = (words: readonly string[], env = {}): Promise<void> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, words, { cwd: ROOT, stdio: 'inherit', env: { ...env, ...process.env } });
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(`${words.join(' ')}: ${code}`))));
  });

// Astro names each component by where its file lies on the machine that builds: nobody's business, and the Worker would weigh
// something else on every machine.
const forgetRoot = (): void => {
  for (const file of readdirSync(SERVER, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.mjs')) continue;
    const path = join(SERVER, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(ROOT, '/'));
  }
};

const code = async (): Promise<void> => {
  await run(BUNDLER, SPARING);
  forgetRoot();
  // The editor goes beside the pages, on its own: only its one page loads it.
  await run(['site/editor.ts', '--into', 'dist/client']);
};

for (const old of [CLIENT, SERVER, PAGES, `${CLIENT}.release`]) rmSync(old, { recursive: true, force: true });
try {
  await Promise.all([code(), run(['site/whole.ts', PAGES])]);
  for (const name of readdirSync(CLIENT)) renameSync(join(CLIENT, name), join(PAGES, name));
  rmSync(CLIENT, { recursive: true });
  renameSync(PAGES, CLIENT);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
