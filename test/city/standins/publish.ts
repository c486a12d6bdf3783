import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { asked } from './asked.ts';

const { CONTENT_DIR = '' } = process.env;
const [, , , into = ''] = process.argv;

await asked(`${basename(CONTENT_DIR)}: draw`, () => {
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, 'index.html'), basename(CONTENT_DIR));
  // As publishing does with what it leaves out.
  const faults = join(CONTENT_DIR, 'faults.txt');
  if (existsSync(faults)) console.warn(readFileSync(faults, 'utf8').trim());
});
