// `npm run box:backup -- FILE [--to age1…]`: while the box runs or not.
import { parseArgs } from 'node:util';
import { backUp } from '../box/backup.ts';
import { settingsIn } from '../box/settings.ts';

const { values, positionals } = parseArgs({ options: { to: { type: 'string' } }, allowPositionals: true });
const [file] = positionals;
if (!file || positionals.length > 1) {
  console.error('npm run box:backup -- FILE [--to age1…]');
  process.exit(1);
}
try {
  await backUp(settingsIn(process.env).dataDir, file, values.to);
  console.log(values.to ? `${file}, locked` : `${file}, which holds the keys and is NOT locked: keep it like them, or use --to`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
