// `npm run bench`: every bench, one after the other, and the README's table made from what they kept in docs/bench/. With `--table`
// only the table is made anew.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { summaryOf } from './summary.ts';

const BENCHES = ['publish', 'api', 'growth', 'desk'];
const PLACE = /(<!-- bench -->\n)[\s\S]*(<!-- \/bench -->)/;

if (!process.argv.includes('--table'))
  for (const name of BENCHES) {
    const { status } = spawnSync('npm', ['run', `bench:${name}`], { stdio: 'inherit' });
    if (status !== 0) throw new Error(`bench:${name} failed`);
  }

const kept = (name: string) => JSON.parse(readFileSync(`docs/bench/${name}.json`, 'utf8'));
const readme = readFileSync('README.md', 'utf8');
if (!PLACE.test(readme)) throw new Error('README.md has no place for the table');
const table = summaryOf({ api: kept('api'), growth: kept('growth'), publish: kept('publish') });
writeFileSync(
  'README.md',
  readme.replace(PLACE, (_, before: string, after: string) => `${before}\n${table}\n\n${after}`),
);
spawnSync('node_modules/.bin/biome', ['format', '--write', 'README.md'], { stdio: 'ignore' });
console.log(table);
