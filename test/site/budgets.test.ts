import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CLIENT, filesIn, gzipped, loadedBy, pages, read, SERVER } from './built.ts';

// Bytes gzipped, of the page with everything its first view needs. 14 KB is what the first TCP window carries.
const COMPOUND_PAGE = 12 * 1024;
const ANY_PAGE = 14 * 1024;
const SCRIPTS = 4 * 1024;
// Of the Worker: what the first answer to a resident waits for, and what is read when somebody of the staff comes, or the clock rings.
const PORTAL = 170 * 1024;
const DESK = 210 * 1024;

const weights = pages().map((page) => {
  const html = read(page);
  const loaded = loadedBy(html);
  const weigh = (ending: string) =>
    loaded.filter((file) => file.endsWith(ending)).reduce((sum, file) => sum + gzipped(readFileSync(join(CLIENT, file))), 0);
  const scripts = weigh('.js');
  return { page, scripts, first: gzipped(html) + weigh('.css') + scripts };
});
const isCompound = (page: string) => /^[^/]+\/[^/]+\/index\.html$/.test(page) && !page.includes('notices') && !page.startsWith('services');
const over = (limit: number, of: typeof weights) => of.filter(({ first }) => first > limit).map(({ page, first }) => `${page} ${first}`);

test('a compound’s page with its newest notices in full arrives within 12 KB', () => {
  const compounds = weights.filter(({ page }) => isCompound(page));
  expect(compounds.length).toBeGreaterThanOrEqual(30);
  expect(over(COMPOUND_PAGE, compounds)).toEqual([]);
  expect(read('mingdu/xibu-mingdu-huayuan/index.html').match(/<article class="notice"/g)).toHaveLength(5);
});

test('any page arrives within 14 KB', () => {
  expect(over(ANY_PAGE, weights)).toEqual([]);
});

test('no page loads more than 4 KB of JavaScript', () => {
  expect(weights.filter(({ scripts }) => scripts > SCRIPTS)).toEqual([]);
});

test('of the Worker 170 KB are read for a resident, and 210 KB more for the staff', () => {
  const code = filesIn(SERVER).filter((file) => /\.m?js$/.test(file));
  const weigh = (files: readonly string[]) => files.reduce((sum, file) => sum + gzipped(readFileSync(join(SERVER, file))), 0);
  const desk = code.filter((file) => /^chunks\/desk_/.test(file));
  expect(code).toContain('entry.mjs');
  expect(desk).toHaveLength(1);
  expect(weigh(code.filter((file) => !desk.includes(file)))).toBeLessThanOrEqual(PORTAL);
  expect(weigh(desk)).toBeLessThanOrEqual(DESK);
});
