// `npm run content:hook -- <bare repository> [--branch main]`: pushes to it are checked before they come in.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { git } from '../box/git.ts';
import { guard } from '../box/hooks.ts';

const { values, positionals } = parseArgs({ options: { branch: { type: 'string' } }, allowPositionals: true });
try {
  const [repository] = positionals;
  if (!repository) throw new Error('npm run content:hook -- <bare repository> [--branch main]');
  const dir = (await git('-C', resolve(repository), 'rev-parse', '--absolute-git-dir')).trim();
  console.log(await guard(dir, values.branch));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
