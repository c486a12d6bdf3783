import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeHash } from '../../../site/code.ts';
import { asked, FOLDER } from './asked.ts';

await asked('compile', () => {
  mkdirSync(join(FOLDER, 'dist/templates'), { recursive: true });
  writeFileSync(join(FOLDER, 'dist/templates/code.txt'), codeHash());
});
