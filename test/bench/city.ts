// `npm run bench:city`: what it costs to make the pages of three towns of 60 compounds ready for Cloudflare: with other
// code, with the same, and where one notice is another. Nothing is uploaded.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayOf } from '../../domain/clock.ts';
import { deployTowns, MANNER, TOOLS } from '../../worker/city/deploy.ts';
import { renderCity } from '../../worker/city/render.ts';
import { cityWith, townWith } from '../city/towns.ts';
import { corpus } from './publish/corpus.ts';
import { writeFolder } from './publish/repository.ts';

const COMPOUNDS = 60;
const root = mkdtempSync(join(tmpdir(), 'city-'));
const into = join(root, 'out');
const city = cityWith(...['anting', 'beixin', 'caolu'].map((id) => townWith(id)));

const commit = () => {
  for (const words of [
    ['add', ...city.towns.map(({ id }) => id)],
    ['commit', '--quiet', '--message', 'Written'],
  ])
    execFileSync('git', ['-C', root, '-c', 'user.name=Clerk', '-c', 'user.email=clerk@example.org', ...words]);
};

const measured = async (what: string, deed: () => unknown): Promise<void> => {
  const began = performance.now();
  await deed();
  console.log(`${what}: ${((performance.now() - began) / 1000 / city.towns.length).toFixed(1)} s a town`);
};

const draw = async (): Promise<void> => {
  const tools = { ...TOOLS, wrangler: 'test/city/standins/wrangler.ts' };
  const failed = await deployTowns(city.towns, into, { ...MANNER, tools, tries: 1, say: () => undefined });
  if (failed.length > 0) throw new Error(`not drawn: ${failed.join(', ')}`);
};

for (const { id } of city.towns) writeFolder(join(root, id), corpus(COMPOUNDS, dayOf(Date.now())));
writeFileSync(join(root, 'orders.json'), '{"meet":0,"fails":[]}');
process.env['STAND_IN'] = root;
execFileSync('git', ['init', '--quiet', root]);
commit();
renderCity(city, join(root, 'city.yaml'), into);

rmSync('dist/templates', { recursive: true, force: true });
await measured('other code: made once, and all drawn', draw);
for (const { id } of city.towns) rmSync(join(into, id, 'site'), { recursive: true });
await measured('the same code, all drawn', draw);
appendFileSync(join(root, 'anting/c00000/x00001/notices/n00.md'), '\n又改了。\n');
commit();
await measured('one notice changed', draw);
rmSync(root, { recursive: true });
