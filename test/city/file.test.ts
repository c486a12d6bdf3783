import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databasesOf } from '../../domain/city.ts';
import { zhCN } from '../../domain/words/index.ts';
import { city as words } from '../../domain/words/zh-CN/city.ts';
import { readCity } from '../../worker/city/file.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'city-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const read = (towns: string) => {
  writeFileSync(join(root, 'city.yaml'), `name: 示范市\ntowns:\n${towns}`);
  return readCity(join(root, 'city.yaml'));
};
const MEILONG = `  - id: meilong
    name: 梅陇镇
    url: https://meilong.example.cn/
    residents: ３４００００
    compounds: 120
    committees: [mingdu, tianlin-12, 0301]
`;

test('a town is read as it is meant: full-width digits, a slash too many, an id that looks like a number', () => {
  const [town] = read(MEILONG).towns;
  expect(town).toMatchObject({ residents: 340_000, url: 'https://meilong.example.cn', committees: ['mingdu', 'tianlin-12', '0301'] });
  expect(town && databasesOf(town)).toEqual([{ binding: 'DB', name: 'xiaolaba-meilong', id: undefined, committees: [] }]);
});

test('sign-ups are spread by naming the committees of each further database', () => {
  const [town] = read(`${MEILONG}    databases: [{}, { committees: [mingdu] }, { name: rice, committees: [0301] }]\n`).towns;
  expect(town && databasesOf(town)).toMatchObject([
    { binding: 'DB', committees: [] },
    { binding: 'DB_2', name: 'xiaolaba-meilong-2', committees: ['mingdu'] },
    { binding: 'DB_3', name: 'rice', committees: ['0301'] },
  ]);
});

test.each([
  ['a committee that there is not', 'databases: [{}, { committees: [gubei] }]', words.unknownCommittee('gubei')],
  ['a committee in two databases', 'databases: [{}, { committees: [mingdu] }, { committees: [mingdu] }]', words.committeeTwice('mingdu')],
  ['committees in the town’s own', 'databases: [{ committees: [mingdu] }]', words.ownHasCommittees],
  ['a further database for nobody', 'databases: [{}, {}]', words.spreadNobody],
  ['an id that is none', 'databases: [{ id: mine }]', words.badDatabaseId],
  ['a word that nobody knows', 'databasis: rice', zhCN.errors.unknownKey('databasis')],
  ['a clock that is none', 'clock: 8点', zhCN.errors.time(zhCN.content.clock)],
])('%s is said with its line', (_, line, sentence) => {
  expect(() => read(`${MEILONG}    ${line}\n`)).toThrow(sentence);
  expect(() => read(`${MEILONG}    ${line}\n`)).toThrow(/city\.yaml:9 /);
});

test('two towns of one name, an address with a path, and a file that is not there', () => {
  expect(() => read(MEILONG + MEILONG)).toThrow(zhCN.errors.twice(zhCN.content.id, 'meilong'));
  expect(() => read(MEILONG.replace('.cn/', '.cn/portal'))).toThrow(words.badUrl);
  expect(() => readCity(join(root, 'nowhere.yaml'))).toThrow(words.unreadable(join(root, 'nowhere.yaml')));
  expect(() => read('  - [')).toThrow(/city\.yaml:\d/);
});
