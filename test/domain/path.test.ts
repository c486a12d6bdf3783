import { expect, test } from 'vitest';
import { placeOf } from '../../domain/path.ts';
import { corpus } from '../repository/corpus.ts';

test('every file of the sample town has its place', () => {
  for (const { path, kind } of corpus) expect(placeOf(path)?.kind, path).toBe(kind === 'addition' ? 'service' : kind);
});

test('a place says for whom a file is', () => {
  expect(placeOf('town.md')).toEqual({ kind: 'town' });
  expect(placeOf('notices/x.md')).toEqual({ kind: 'notice' });
  expect(placeOf('mingdu/committee.md')).toEqual({ kind: 'committee', committee: 'mingdu' });
  expect(placeOf('mingdu/services/x.md')).toEqual({ kind: 'service', committee: 'mingdu' });
  expect(placeOf('mingdu/xincun/compound.md')).toEqual({ kind: 'compound', committee: 'mingdu', compound: 'xincun' });
  expect(placeOf('mingdu/xincun/posts/x.md')).toEqual({ kind: 'post', committee: 'mingdu', compound: 'xincun' });
});

test.each([
  ...['', '/', '.md', 'x.md', 'README.md', 'town.txt', 'town.md/', '/town.md', 'mingdu', 'mingdu/xincun', 'notices', 'notices/.md'],
  ...['../town.md', 'mingdu/../other/committee.md', 'mingdu/./committee.md', './town.md', 'mingdu//committee.md', 'mingdu/xincun/..md'],
  ...['.git/config.md', 'mingdu/.hidden/compound.md', '.github/workflows/x.md', 'mingdu/notices/.x.md', 'mingdu/notices/x.y.md'],
  ...['mingdu/samplings/x.md', 'samplings/x.md', 'mingdu/xincun/services/x.md', 'mingdu/xincun/notices/deep/x.md', 'a/b/c/d/x.md'],
  ...['notices/committee.md/x.md', 'services/notices/x.md', 'notices/xincun/notices/x.md', 'mingdu/notices/notices/x.md'],
  ...['Mingdu/committee.md', 'mingdu/名都/compound.md', 'mingdu/x y/compound.md', 'mingdu\\committee.md', 'mingdu/\u0000/compound.md'],
  ...['constructor/x.md', 'mingdu/constructor/x.md', 'mingdu/xincun/toString/x.md', 'mingdu/committee.md\n', 'mingdu/xincun/committee.md'],
])('%j is no file of the content', (path) => {
  expect(placeOf(path)).toBeUndefined();
});
