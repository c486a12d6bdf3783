// `npm run build`: pages and Worker into `dist/`. Code is compiled where it is another than the last time; what was compiled draws the
// pages as publishing does, on every core: one costs a fifth of what it does when Astro's build draws it. One after the other: two
// bundlers side by side hold 1.5 GB and are no faster on two cores.
import { cpSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, compileCode, run } from './bundling.ts';
import { TEMPLATES } from './publish/templates.ts';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
// Drawn beside those that are there, which stay if something fails.
const [CLIENT, PAGES] = [join(DIST, 'client'), join(DIST, 'pages')];

try {
  compileCode();
  rmSync(PAGES, { recursive: true, force: true });
  run('site/whole.ts', PAGES);
  cpSync(join(TEMPLATES, 'client'), PAGES, { recursive: true });
  // The editor goes beside the pages, on its own: only its one page loads it.
  bundle('site/editor.ts', '--into', 'dist/pages');
  // Which release was exported there holds no longer.
  for (const old of [CLIENT, `${CLIENT}.release`]) rmSync(old, { recursive: true, force: true });
  renameSync(PAGES, CLIENT);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
