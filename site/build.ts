// `npm run build`: Astro's build, held to the memory that the town needs. Left to itself Node lets rubbish lie and the bundler's
// allocator keeps what it had: 890 MB for the sample town instead of less than 600, in the same time.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { CONTENT_DIR = 'content' } = process.env;

// Seen: 100 MB of code and a fifth of a megabyte for each file of content. A limit that is never reached costs nothing.
const files = readdirSync(CONTENT_DIR, { recursive: true }).length;
const megabytes = 200 + Math.ceil(files / 5);

const { status } = spawnSync(
  process.execPath,
  [`--max-old-space-size=${megabytes}`, '--max-semi-space-size=2', 'node_modules/astro/bin/astro.mjs', 'build'],
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
