// `npm run build`: Astro's build, held to the memory that the town needs. Left to itself Node lets rubbish lie and the bundler's
// allocator keeps what it had: 890 MB for the sample town instead of less than 600, in the same time.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { CONTENT_DIR = 'content' } = process.env;

// Seen: 100 MB of code, and of the content twice what its files weigh with 2 KB more for each. Given more room the rubbish fills it:
// 1,000 compounds took 1.25 GB, and no less time.
const weight = readdirSync(CONTENT_DIR, { recursive: true, encoding: 'utf8' })
  .map((file) => (statSync(join(CONTENT_DIR, file), { throwIfNoEntry: false })?.size ?? 0) + 2048)
  .reduce((sum, bytes) => sum + bytes, 0);
const megabytes = 200 + Math.ceil((2.5 * weight) / 1e6);

// Which release was exported there holds no longer.
rmSync(join(ROOT, 'dist/client.release'), { force: true });

const { status } = spawnSync(
  process.execPath,
  [`--max-old-space-size=${megabytes}`, '--max-semi-space-size=8', 'node_modules/astro/bin/astro.mjs', 'build'],
  { cwd: ROOT, stdio: 'inherit', env: { MIMALLOC_PURGE_DELAY: '0', MALLOC_ARENA_MAX: '1', ASTRO_TELEMETRY_DISABLED: '1', ...process.env } },
);

// The editor goes beside the pages, on its own: only its one page loads it.
const editor =
  status === 0 ? spawnSync(process.execPath, ['site/editor.ts', '--into', 'dist/client'], { cwd: ROOT, stdio: 'inherit' }).status : status;

// Astro names each component by where its file lies on the machine that builds: nobody's business, and the Worker would weigh
// something else on every machine.
const SERVER = join(ROOT, 'dist/server');
if (status === 0)
  for (const file of readdirSync(SERVER, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.mjs')) continue;
    const path = join(SERVER, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(ROOT, '/'));
  }
process.exitCode = editor ?? 1;
