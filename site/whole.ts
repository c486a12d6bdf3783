// `node site/whole.ts DIR`: every page of the content folder into another folder, by the compiled templates.
import { enableCompileCache } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zhCN } from '../domain/words/index.ts';
import { said } from './catalogue/said.ts';
import { drawWhole } from './publish/whole.ts';

process.env['NODE_COMPILE_CACHE'] ??= fileURLToPath(new URL('../dist/code', import.meta.url));
enableCompileCache();

const [into = ''] = process.argv.slice(2);
const { CONTENT_DIR = 'content', PORTAL_MOMENT } = process.env;
const content = resolve(CONTENT_DIR);
const { faults, drawn } = await drawWhole({ content, into: resolve(into), real: Number(PORTAL_MOMENT ?? Date.now()), env: process.env });
for (const fault of faults) console.warn(said(fault));
if (!drawn) {
  console.error(zhCN.errors.noTown(content));
  process.exitCode = 1;
}
