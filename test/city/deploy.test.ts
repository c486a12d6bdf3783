import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { codeHash } from '../../site/code.ts';
import { deployTowns, type Manner } from '../../worker/city/deploy.ts';
import { openProgress } from '../../worker/city/progress.ts';
import { renderCity } from '../../worker/city/render.ts';
import { cityWith, townWith } from './towns.ts';

const tool = (name: string) => `test/city/standins/${name}.ts`;
const names = ['anting', 'beixin', 'caolu', 'dachang', 'gaojing', 'huinan'];
const towns = names.map((id) => townWith(id, { content: `towns/${id}` }));
const city = cityWith(...towns);

let root: string;
let into: string;
let said: string[];
const manner = (more: Partial<Manner> = {}): Manner => ({
  tools: { build: tool('build'), publish: tool('publish'), wrangler: tool('wrangler') },
  ...{ atOnce: 3, cores: 2, tries: 3, wait: 1, built: join(root, 'dist'), say: (line) => void said.push(line) },
  ...more,
});
/** @param fails which step of which town fails, and how many times @param meet how many towns must be drawn at once, once */
const order = (fails: [string, number][] = [], meet = 0) => writeFileSync(join(root, 'orders.json'), JSON.stringify({ fails, meet }));
const asked = (): { name: string; begins?: number }[] =>
  [...readFileSync(join(root, 'asked.log'), 'utf8').matchAll(/.+/g)].map(([line]) => JSON.parse(line));
const begun = () => asked().flatMap(({ name, begins }) => (begins === undefined ? [] : [name]));
const git = (...words: string[]) =>
  execFileSync('git', ['-C', root, '-c', 'user.name=Clerk', '-c', 'user.email=clerk@example.org', ...words]);
const commit = () =>
  [
    ['add', 'towns'],
    ['commit', '--quiet', '--message', 'Written'],
  ].map((words) => git(...words));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'city-'));
  into = join(root, 'out');
  said = [];
  process.env['STAND_IN'] = root;
  git('init', '--quiet');
  for (const id of names) mkdirSync(join(root, 'towns', id), { recursive: true });
  for (const id of names) writeFileSync(join(root, 'towns', id, 'town.md'), `---\nname: ${id}\n---\n`);
  commit();
  renderCity(city, join(root, 'city.yaml'), into);
  order();
});
afterEach(() => rmSync(root, { recursive: true }));

test('the code is made once; every town is drawn, migrated and deployed in this order, with its own pages and everybody’s editor', async () => {
  expect(await deployTowns(towns, into, manner())).toEqual([]);
  expect(begun().filter((name) => name === 'build')).toHaveLength(1);
  expect(begun()[0]).toBe('build');
  for (const id of names) {
    expect(begun().filter((name) => name.startsWith(`${id}:`))).toEqual([`${id}: draw`, `${id}: d1 migrations apply DB`, `${id}: deploy`]);
    const { main, assets } = JSON.parse(readFileSync(join(into, id, 'wrangler.json'), 'utf8'));
    expect(readFileSync(join(into, id, main), 'utf8')).toBe('built: server/entry.mjs');
    const client = join(into, id, assets.directory);
    expect(readFileSync(join(client, 'index.html'), 'utf8')).toBe(id);
    expect(readdirSync(client).sort()).toEqual(['.assetsignore', '_editor', 'index.html']);
  }
  expect(said.at(-1)).toMatch(/^6\/6 .* done$/);
  expect(existsSync(join(into, 'progress.json'))).toBe(false);

  const before = begun().length;
  await deployTowns(towns, into, manner());
  expect(begun().slice(before)).not.toContain('build');
  expect(begun()).toHaveLength(before + 3 * names.length);
  // Compiled of something else meanwhile.
  writeFileSync(join(root, 'dist/templates/code.txt'), 'other');
  await deployTowns(towns.slice(0, 1), into, manner());
  expect(begun().filter((name) => name === 'build')).toHaveLength(2);
});

test('what fails now and then is tried again', async () => {
  order([
    ['beixin: draw', 1],
    ['caolu: d1 migrations apply DB', 2],
    ['huinan: deploy', 1],
  ]);
  expect(await deployTowns(towns, into, manner())).toEqual([]);
  expect(said.filter((line) => line.includes('failed'))).toHaveLength(4);
  expect(said.join('\n')).toContain('[code: 7010]');
});

test('where the code can’t be made no town is touched', async () => {
  order([['build', 1]]);
  await expect(deployTowns(towns, into, manner())).rejects.toThrow('[code: 7010]');
  expect(begun()).toEqual(['build']);
  expect(await deployTowns(towns, into, manner())).toEqual([]);
});

test('what is wrong in a town’s content is told, the first ten, and the town goes live without it', async () => {
  const faults = Array.from({ length: 12 }, (_, at) => `mingdu/notices/n${at + 1}.md:2: 标题：没有写`);
  writeFileSync(join(root, 'towns/beixin/faults.txt'), faults.join('\n'));
  commit();
  expect(await deployTowns(towns, into, manner())).toEqual([]);
  const told = said.filter((line) => line.startsWith('beixin: '));
  expect(told[0]?.split('\n')).toEqual(['beixin: wrong in its content', ...faults.slice(0, 10).map((fault) => `    ${fault}`)]);
  expect(told[1]).toMatch(/^beixin: and 2 more: npm run content:check .*towns\/beixin$/);
  expect(said.filter((line) => line.includes('wrong in its content'))).toHaveLength(1);
});

test('a town that fails for good lets the others go on; the next call does what is left, and no more', async () => {
  order([['caolu: deploy', 3]]);
  expect(await deployTowns(towns, into, manner())).toEqual(['caolu']);
  const before = begun().length;
  expect(await deployTowns(towns, into, manner())).toEqual([]);
  expect(begun().slice(before)).toEqual(['caolu: deploy']);
  expect(said.join('\n')).toContain('Going on with what was begun at ');
});

const began = (code: string, done: Readonly<Record<string, readonly string[]>>) => {
  const progress = openProgress(join(into, 'progress.json'), code, '2026-11-24T01:10:00.000Z');
  for (const [id, steps] of Object.entries(done)) for (const step of steps) progress.mark(id, step);
};
const all = Object.fromEntries(names.map((id) => [id, ['draw', 'migrate DB', 'deploy']]));

test('what was stopped in the middle goes on where it was', async () => {
  began(codeHash(), { ...all, dachang: ['draw'], gaojing: ['draw', 'migrate DB'] });
  expect(await deployTowns(towns, into, manner({ atOnce: 1 }))).toEqual([]);
  expect(begun().slice(1)).toEqual(['dachang: d1 migrations apply DB', 'dachang: deploy', 'gaojing: deploy']);
});

test('what was stopped in the middle is not gone on with by other code: all begins anew', async () => {
  began('of yesterday', { ...all, dachang: ['draw'] });
  expect(await deployTowns(towns, into, manner())).toEqual([]);
  expect(begun()).toHaveLength(1 + 3 * names.length);
  expect(said.join('\n')).toContain('other code');
});

test('never more towns at once than allowed, and never more of them drawn than there are cores', async () => {
  order([], 2);
  await deployTowns(towns, into, manner());
  let [under, drawing, most, mostDrawing] = [0, 0, 0, 0];
  for (const { name, begins } of asked()) {
    const step = begins === undefined ? -1 : 1;
    under += step;
    if (name.endsWith(': draw')) drawing += step;
    most = Math.max(most, under);
    mostDrawing = Math.max(mostDrawing, drawing);
  }
  expect(mostDrawing).toBe(2);
  expect(most).toBeLessThanOrEqual(3);
});

test('a town whose content is not committed is told and left out, until it is; an edit that is not committed is told', async () => {
  git('rm', '-r', '--quiet', '--cached', 'towns/anting');
  git('commit', '--quiet', '--message', 'Anting is for later');
  writeFileSync(join(root, 'towns/caolu/notice.md'), '停水');
  expect(await deployTowns(towns, into, manner())).toEqual(['anting']);
  expect(said.join('\n')).toContain(`anting: nothing in ${join(root, 'towns/anting')} is committed`);
  expect(said.join('\n')).toContain('caolu: 1 file is not as it is committed');
  expect(begun().filter((name) => name.startsWith('anting'))).toEqual([]);
  const before = begun().length;
  commit();
  expect(await deployTowns(towns, into, manner())).toEqual([]);
  expect(begun().slice(before)).toEqual(['anting: draw', 'anting: d1 migrations apply DB', 'anting: deploy']);
});
