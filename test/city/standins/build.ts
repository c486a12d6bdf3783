import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeHash } from '../../../site/code.ts';
import { asked, FOLDER } from './asked.ts';

// Leaves what a build leaves: the code, a page of the town that it was told, and the templates.
await asked('build', () => {
  const dist = join(FOLDER, 'dist');
  for (const folder of ['server', 'client/_editor']) mkdirSync(join(dist, folder), { recursive: true });
  for (const file of ['server/entry.mjs', 'server/wrangler.json', 'client/.assetsignore', 'client/_editor/editor.js', 'client/index.html'])
    writeFileSync(join(dist, file), `built: ${file}`);
  mkdirSync(join(dist, 'templates'), { recursive: true });
  writeFileSync(join(dist, 'templates/code.txt'), codeHash());
});
