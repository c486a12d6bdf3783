import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openRepository } from '../../../site/publish/git.ts';
import { makeTown } from './town.ts';

const folder = mkdtempSync(join(tmpdir(), 'git '));
afterAll(() => rmSync(folder, { recursive: true }));

test('what is not there is not there, though its name has blanks; the answers after it are its neighbours’ own', async () => {
  const town = makeTown(join(folder, 'the town'));
  const path = 'content of the town/notices/x.md';
  town.write(path, '停水');
  const commit = town.commit();
  const repository = openRepository(town.dir);
  const [there, gone, folderGone, again] = await Promise.all(
    [path, 'content of the town/notices/no such.md', 'no such folder', path].map((name) => repository.read(`${commit}:${name}`)),
  );
  repository.close();
  expect(gone).toBeUndefined();
  expect(folderGone).toBeUndefined();
  for (const one of [there, again]) expect(one?.bytes.toString()).toBe('停水');
});
