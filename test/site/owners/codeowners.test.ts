import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { zhCN } from '../../../domain/words/index.ts';
import { readCatalogue } from '../../../site/catalogue/catalogue.ts';
import { codeownersOf } from '../../../site/owners/codeowners.ts';
import { makeTown, type Town } from '../publish/town.ts';

let folder: string;
let town: Town;
const ownersOf = (dir: string, ...words: string[]) => spawnSync(process.execPath, ['site/owners.ts', dir, ...words], { encoding: 'utf8' });
const owners = (...words: string[]) => ownersOf(town.dir, ...words);
const own = (file: string, line: string, dir = town.dir) =>
  writeFileSync(join(dir, file), readFileSync(join(dir, file), 'utf8').replace(/^---\n/, `---\n${line}\n`));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'owners-'));
  town = makeTown(join(folder, 'town'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('each committee has its folder in a line; who names nobody is the town’s; the file tells when it is old', () => {
  own('town.md', 'owners: "@org/town"');
  own('mingdu/committee.md', 'owners: ["@org/mingdu", "@wang"]');
  own('yueyang/committee.md', 'owners: "@org/yueyang，office@example.org"');
  expect(owners('--check')).toMatchObject({ status: 1, stderr: `${zhCN.errors.staleOwners('.github/CODEOWNERS')}\n` });
  expect(owners().status).toBe(0);
  expect(readFileSync(join(town.dir, '.github/CODEOWNERS'), 'utf8').split('\n').slice(1)).toEqual([
    '* @org/town',
    '/.github/ @org/town',
    '/mingdu/ @org/mingdu @wang',
    '/yueyang/ @org/yueyang office@example.org',
    '',
  ]);
  expect(owners('--check').status).toBe(0);
  expect(owners('--host', 'gitea').status).toBe(0);
  expect(readFileSync(join(town.dir, '.gitea/CODEOWNERS'), 'utf8')).toContain('\nmingdu/.* @org/mingdu @wang\n');
  expect(readCatalogue(town.dir).faults).toEqual([]);
});

test('a name that is no account is a fault of its file', () => {
  own('mingdu/committee.md', 'owners: 名都居委会');
  expect(readCatalogue(town.dir).faults).toEqual([{ file: 'mingdu/committee.md', line: 2, field: 'owners.0', message: zhCN.errors.owner }]);
});

test('a folder of the content that a repository holds is written as each host reads it, blanks and signs too', () => {
  const whole = { folder: 'our town#1.2/', owners: ['@a'] };
  const committee = { folder: 'our town#1.2/mingdu/', owners: ['@b'] };
  expect(codeownersOf('github', whole, [committee])).toContain('\n/our\\ town\\#1.2/mingdu/ @b\n');
  expect(codeownersOf('gitea', whole, [committee])).toContain('\nour\\ town\\#1\\\\.2/mingdu/.* @b\n');
});

test('the file lies at the top of the repository, wherever in it the content is', () => {
  const repository = join(folder, 'repository');
  cpSync(town.dir, join(repository, 'content'), { recursive: true });
  rmSync(join(repository, 'content/.git'), { recursive: true });
  execFileSync('git', ['init', '--quiet', repository]);
  own('mingdu/committee.md', 'owners: "@org/mingdu"', join(repository, 'content'));
  expect(ownersOf(join(repository, 'content')).status).toBe(0);
  expect(readFileSync(join(repository, '.github/CODEOWNERS'), 'utf8')).toMatch(/\n\/content\/mingdu\/ @org\/mingdu\n$/);
});
