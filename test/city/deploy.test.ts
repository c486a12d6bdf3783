import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deployTowns, type Manner } from '../../worker/city/deploy.ts';
import { renderCity } from '../../worker/city/render.ts';
import { cityWith, townWith } from './towns.ts';

const STAND_IN = resolve('test/city/wrangler.mjs');
const names = ['anting', 'beixin', 'caolu', 'dachang', 'gaojing', 'huinan'];
const towns = names.map((id) => townWith(id));
const city = cityWith(...towns);

let into: string;
let said: string[];
const manner = (more: Partial<Manner> = {}): Manner => ({
  tools: { build: STAND_IN, wrangler: STAND_IN },
  ...{ atOnce: 3, tries: 3, wait: 1, built: join(into, 'dist'), say: (line) => void said.push(line) },
  ...more,
});
/** @param fails which step of which town fails, and how many times */
const order = (fails: [string, number][] = [], slow = 0) => writeFileSync(join(into, 'orders.json'), JSON.stringify({ fails, slow }));
const asked = (): { name: string; begins?: number; ends?: number }[] =>
  readFileSync(join(into, 'asked.log'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const begun = () => asked().flatMap(({ name, begins }) => (begins === undefined ? [] : [name]));

beforeEach(() => {
  into = mkdtempSync(join(tmpdir(), 'city-'));
  said = [];
  process.env['STAND_IN'] = into;
  renderCity(city, join(into, 'city.yaml'), into);
  order();
});
afterEach(() => rmSync(into, { recursive: true }));

test('every town is built, migrated and deployed in this order, with its own pages', async () => {
  expect(await deployTowns(towns, into, manner())).toEqual([]);
  for (const id of names) {
    expect(begun().filter((name) => name.startsWith(`${id}:`))).toEqual([`${id}: build`, `${id}: d1 migrations apply DB`, `${id}: deploy`]);
    expect(readFileSync(join(into, id, 'dist/index.html'), 'utf8')).toBe(id);
  }
  expect(said.at(-1)).toMatch(/^6\/6 .* done$/);
  expect(existsSync(join(into, 'progress.json'))).toBe(false);
});

test('what fails now and then is tried again', async () => {
  order([
    ['beixin: build', 1],
    ['caolu: d1 migrations apply DB', 2],
    ['huinan: deploy', 1],
  ]);
  expect(await deployTowns(towns, into, manner())).toEqual([]);
  expect(said.filter((line) => line.includes('failed'))).toHaveLength(4);
  expect(said.join('\n')).toContain('[code: 7010]');
});

test('a town that fails for good lets the others go on; the next call does what is left, and no more', async () => {
  order([['caolu: deploy', 3]]);
  expect(await deployTowns(towns, into, manner())).toEqual(['caolu']);
  const before = begun().length;
  expect(await deployTowns(towns, into, manner())).toEqual([]);
  expect(begun().slice(before)).toEqual(['caolu: deploy']);
  expect(said.join('\n')).toContain('Going on with what was begun at ');
});

test('what was stopped in the middle goes on where it was', async () => {
  const done = Object.fromEntries(names.map((id) => [id, ['build', 'migrate DB', 'deploy']]));
  writeFileSync(
    join(into, 'progress.json'),
    JSON.stringify({ begun: '2026-11-24T01:10:00.000Z', done: { ...done, dachang: ['build'], gaojing: ['build', 'migrate DB'] } }),
  );
  expect(await deployTowns(towns, into, manner({ atOnce: 1 }))).toEqual([]);
  expect(begun()).toEqual(['dachang: d1 migrations apply DB', 'dachang: deploy', 'gaojing: deploy']);
});

test('never more towns at once than allowed, and never two builds', async () => {
  order([], 60);
  await deployTowns(towns, into, manner());
  let [under, building, most, mostBuilding] = [0, 0, 0, 0];
  for (const { name, begins } of asked()) {
    const step = begins === undefined ? -1 : 1;
    under += step;
    if (name.endsWith(': build')) building += step;
    most = Math.max(most, under);
    mostBuilding = Math.max(mostBuilding, building);
  }
  expect(mostBuilding).toBe(1);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(3);
});
