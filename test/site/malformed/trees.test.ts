import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { zhCN } from '../../../domain/words/index.ts';
import { notice } from './files.ts';
import { COMPOUND, openTown } from './town.ts';

const { errors } = zhCN;
let opened: Awaited<ReturnType<typeof openTown>>;
beforeAll(async () => {
  opened = await openTown();
});
afterEach(() => opened.restore());
afterAll(() => opened.close());

const NOTICES = `${COMPOUND}/notices`;

test('a link out of the folder is set aside, and what it leads to is not read', async () => {
  symlinkSync('/etc/passwd', join(opened.town.dir, NOTICES, 'passwd.md'));
  symlinkSync('../../../town.md', join(opened.town.dir, NOTICES, 'town.md'));
  const { faults: read } = opened.readNow();
  opened.town.commit();
  const { faults, pages } = await opened.publish();
  expect(faults).toEqual(read);
  expect(faults.map(({ file, message }) => [file, message])).toEqual(
    ['passwd', 'town'].map((name) => [`${NOTICES}/${name}.md`, errors.notAFile]),
  );
  expect([...pages.values()].join('')).not.toContain('root:');
});

test('a linked folder is no folder', async () => {
  symlinkSync('/etc', join(opened.town.dir, 'mingdu/etc'));
  symlinkSync('/etc', join(opened.town.dir, 'etc'));
  const { faults: read } = opened.readNow();
  opened.town.commit();
  expect((await opened.publish()).pages.size).toBe(0);
  expect(read).toEqual([]);
});

/** Writes an object that no honest git would. @returns its name */
const object = (type: string, bytes: Buffer): string =>
  execFileSync('git', ['-C', opened.town.dir, 'hash-object', '-t', type, '-w', '--stdin', '--literally'], {
    input: bytes,
    encoding: 'utf8',
  }).trim();
const tree = (...entries: readonly (readonly [mode: string, name: string, id: string])[]): string =>
  object('tree', Buffer.concat(entries.flatMap(([mode, name, id]) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')])));
const idOf = (name: string): string => opened.town.git('rev-parse', name).trim();

/** The good town with other entries in the notices of its compound, as a commit made by hand. */
const withNotices = (...extra: readonly (readonly [mode: string, name: string, id: string])[]): void => {
  const listed = (path: string) =>
    opened.town
      .git('ls-tree', `HEAD:${path}`)
      .trim()
      .split('\n')
      .map((line) => {
        const [mode = '', , id = '', name = ''] = line.split(/\s/);
        return [mode.replace(/^0/, ''), name, id] as const;
      });
  let made = tree(...listed(NOTICES), ...extra);
  for (const path of [NOTICES, COMPOUND, 'mingdu']) {
    const parent = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    made = tree(
      ...listed(parent).map(([mode, name, id]) => [mode, name, `${parent && `${parent}/`}${name}` === path ? made : id] as const),
    );
  }
  const who = ['-c', 'user.name=Clerk', '-c', 'user.email=clerk@example.org'];
  const commit = opened.town.git(...who, 'commit-tree', made, '-p', 'HEAD', '-m', 'By hand').trim();
  opened.town.git('update-ref', 'HEAD', commit);
};

test('a path that climbs, a file of git’s own, a slash in a name: not read, whoever made them', async () => {
  const blob = object('blob', Buffer.from(notice()));
  withNotices(
    ['100644', '../x.md', blob],
    ['100644', '.git', blob],
    ['40000', '..', tree(['100644', 'x.md', blob])],
    ['40000', '.', tree(['100644', 'x.md', blob])],
    ['100644', '../../../town.md', object('blob', Buffer.from('---\nname: 别的镇\n---\n'))],
    ['100644', '/etc/x.md', blob],
  );
  const { pages } = await opened.publish();
  expect([...pages.keys()]).toEqual([]);
});

test('another repository in a file’s place, a file that git does not have', async () => {
  withNotices(['160000', 'module.md', idOf('HEAD')], ['100644', 'lost.md', '1234567890'.repeat(4)]);
  const { faults, pages } = await opened.publish();
  expect(faults.map(({ file, message }) => [file, message])).toEqual([
    [`${NOTICES}/lost.md`, errors.noFrontMatter],
    [`${NOTICES}/module.md`, errors.notAFile],
  ]);
  expect([...pages.keys()]).toEqual([`${COMPOUND}/index.html`]);
});

test('the same slot twice in one file is a fault', async () => {
  mkdirSync(join(opened.town.dir, COMPOUND, 'supplies'), { recursive: true });
  const slot = '  - { id: a, from: "09:00", to: "10:00", place: 东门 }\n';
  writeFileSync(
    join(opened.town.dir, COMPOUND, 'supplies/rice.md'),
    `---\ntitle: 大米\nday: 2022-04-17\nchanged: { day: 2022-04-15, at: "22:00" }\nitems: [{ name: 大米, amount: 5公斤 }]\nslots:\n${slot}${slot}---\n`,
  );
  const { faults: read } = opened.readNow();
  opened.town.commit();
  const { faults } = await opened.publish();
  expect(faults).toEqual(read);
  expect(faults.map(({ line, message }) => [line, message])).toEqual([[8, errors.twice('编号', 'a')]]);
});
