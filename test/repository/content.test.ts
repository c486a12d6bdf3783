import { expect, test } from 'vitest';
import type { Scope } from '../../domain/role.ts';
import { contentFor } from '../../worker/repository/content.ts';
import { corpus } from './corpus.ts';
import { memory } from './memory.ts';

const TOWN = '示范镇';
const FILES = Object.fromEntries(corpus.map(({ path, text }) => [path, text]));
const person = { id: '5f0e', name: '贺小真' };
const contentOf = (scope: Omit<Scope, 'town'>, repository = memory(FILES)) =>
  contentFor({ REPOSITORY: repository }, { person, scope: { town: TOWN, ...scope } });

const SCOPES = {
  town: [{}, () => true],
  committee: [{ committee: 'mingdu' }, (path: string) => path.startsWith('mingdu/')],
  compound: [{ committee: 'mingdu', compound: 'xibu-xincun' }, (path: string) => path.startsWith('mingdu/xibu-xincun/')],
  building: [{ committee: 'mingdu', compound: 'xibu-xincun', building: '3' }, () => false],
} as const;

test.each(Object.values(SCOPES))('somebody of %j reads and writes what is his, and nothing else', async (scope, isOwn) => {
  for (const { path, text } of corpus) {
    const repository = memory(FILES);
    const content = contentOf(scope, repository);
    expect(content.isOwn(path), path).toBe(isOwn(path));
    const write = () => content.write([{ path, text: 'x', base: undefined }], '改');
    if (isOwn(path)) {
      expect(await content.read(path)).toMatchObject({ text });
      expect(await write()).toHaveProperty('conflicts');
    } else {
      await expect(content.read(path)).rejects.toMatchObject({ status: 403 });
      await expect(write()).rejects.toMatchObject({ status: 403 });
    }
  }
});

test('a change with one file that is not his writes none', async () => {
  const repository = memory(FILES);
  const edits = ['mingdu/notices/new.md', 'baihua/notices/new.md'].map((path) => ({ path, text: 'x', base: undefined }));
  await expect(contentOf({ committee: 'mingdu' }, repository).write(edits, '改')).rejects.toMatchObject({ status: 403 });
  expect(repository.changes).toEqual([]);
});

test('the commit is in his name', async () => {
  const repository = memory(FILES);
  await contentOf({ committee: 'mingdu' }, repository).write([{ path: 'mingdu/notices/new.md', text: 'x', base: undefined }], '改');
  expect(repository.changes).toMatchObject([{ author: person, message: '改' }]);
});

test.each(['../town.md', 'mingdu/../town.md', 'mingdu/.git.md', 'mingdu/x.md', 'mingdu/notices/x.txt', '/town.md', 'package.json'])(
  'nobody writes %s',
  async (path) => {
    for (const [scope] of Object.values(SCOPES))
      await expect(contentOf(scope).write([{ path, text: 'x', base: undefined }], '改')).rejects.toMatchObject({ status: 403 });
  },
);

test('a folder shows what is one’s own', async () => {
  const names = async (scope: Omit<Scope, 'town'>, folder: string) => (await contentOf(scope).list(folder)).map(({ name }) => name);
  expect(await names({}, '')).toContain('baihua');
  expect(await names({ committee: 'mingdu' }, '')).toEqual(['mingdu']);
  expect(await names({ committee: 'mingdu' }, 'mingdu')).toEqual(
    expect.arrayContaining(['committee.md', 'xibu-xincun', 'xibu-mingdu-huayuan']),
  );
  const compound = { committee: 'mingdu', compound: 'xibu-xincun' };
  expect(await names(compound, 'mingdu')).toEqual(['xibu-xincun']);
  expect(await names(compound, 'mingdu/xibu-xincun')).toEqual(expect.arrayContaining(['compound.md', 'notices']));
  for (const folder of ['baihua', 'mingdu/xibu-mingdu-huayuan', 'notices'])
    await expect(names(compound, folder)).rejects.toMatchObject({ status: 403 });
});
