// `npm run content:owners [dir] [-- --host gitea --check]`: CODEOWNERS of the repository that holds the content, from the owners that
// town.md and each committee.md name. With --check nothing is written, and it ends with 1 where the file is not up to date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { zhCN } from '../domain/words/index.ts';
import { readCatalogue } from './catalogue/catalogue.ts';
import { git } from './catalogue/history.ts';
import { codeownersOf, HOSTS, type Host } from './owners/codeowners.ts';

const { values, positionals } = parseArgs({
  options: { host: { type: 'string', default: 'github' }, check: { type: 'boolean' } },
  allowPositionals: true,
});
const isHost = (name: string): name is Host => name in HOSTS;

const write = (host: Host): void => {
  const root = resolve(positionals[0] ?? process.env['CONTENT_DIR'] ?? 'content');
  const inside = git(root, 'rev-parse', '--show-prefix')?.trim() ?? '';
  const top = git(root, 'rev-parse', '--show-toplevel')?.trim() ?? root;
  const { town, committees } = readCatalogue(root);
  const text = codeownersOf(
    host,
    { folder: inside, owners: town.owners ?? [] },
    committees.map(({ id, owners = [] }) => ({ folder: `${inside}${id}/`, owners })),
  );
  const file = join(top, HOSTS[host]);
  const isThere = existsSync(file) && readFileSync(file, 'utf8') === text;
  if (values.check) {
    if (!isThere) console.error(zhCN.errors.staleOwners(HOSTS[host]));
    process.exitCode = isThere ? 0 : 1;
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(file);
};

if (isHost(values.host)) write(values.host);
else {
  console.error(`--host ${Object.keys(HOSTS).join('|')}`);
  process.exitCode = 1;
}
