import { basename, dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { asked } from './asked.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { remote: { type: 'boolean' }, config: { type: 'string' } } });

await asked(`${basename(dirname(values.config ?? ''))}: ${positionals.join(' ')}`);
