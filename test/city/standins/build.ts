import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asked, FOLDER } from './asked.ts';

// Leaves what a build leaves of the code, and a page of the town that it was told.
await asked('build', () => {
  const dist = join(FOLDER, 'dist');
  for (const folder of ['server', 'client/_editor']) mkdirSync(join(dist, folder), { recursive: true });
  for (const file of ['server/entry.mjs', 'server/wrangler.json', 'client/.assetsignore', 'client/_editor/editor.js', 'client/index.html'])
    writeFileSync(join(dist, file), `built: ${file}`);
});
