import { describe, expect, test } from 'vitest';
import type { Change, Repository, Written } from '../../worker/repository/repository.ts';
import { blobOf } from './memory.ts';

/** A repository to be tried, with what the test does behind its back. */
export interface Tried {
  repository: Repository;
  /** Somebody else's push, past the portal. */
  push: (files: Readonly<Record<string, string | undefined>>) => Promise<void> | void;
  /** Somebody else's push of these files between the look at the branch and the write. */
  pushDuring: (files: Readonly<Record<string, string>>) => Promise<void> | void;
  /** The author and the message of the newest commit, and how many there are. */
  newest: () => Promise<{ author: string; message: string; count: number }>;
}

export const FILES = {
  'town.md': '---\nname: 示范镇\n---\n',
  'mingdu/committee.md': '---\nname: 名都\n---\n\n一条。\r\n',
  'mingdu/xincun/notices/x.md': '---\ntitle: 旧的\n---\n',
  'mingdu/xincun/notices/y.md': '---\ntitle: 另一条\n---\n',
};
const X = 'mingdu/xincun/notices/x.md';
const Y = 'mingdu/xincun/notices/y.md';
const author = { name: '贺小真', id: '5f0e' };

/** What every repository of the content does, whatever it is. @param open one with {@link FILES} in it */
export const keepsTheContract = (name: string, open: () => Promise<Tried>): void => {
  describe(name, () => {
    const change = (edits: Change['edits'], message = '名都：改一条'): Change => ({ edits, message, author });
    const commitOf = (written: Written): string => ('commit' in written ? written.commit : expect.unreachable(JSON.stringify(written)));

    test('a file is read with its bytes and its blob', async () => {
      const { repository } = await open();
      for (const [path, text] of Object.entries(FILES))
        expect(await repository.read(path)).toEqual({ path, text, blob: await blobOf(text) });
      for (const path of ['no.md', 'mingdu', 'mingdu/no/x.md']) expect(await repository.read(path)).toBeUndefined();
    });

    test('a folder is listed, and one that is not there is empty', async () => {
      const { repository } = await open();
      const names = async (folder: string) => (await repository.list(folder)).map(({ name, kind }) => `${kind} ${name}`).sort();
      expect(await names('')).toEqual(['file town.md', 'folder mingdu']);
      expect(await names('mingdu')).toEqual(['file committee.md', 'folder xincun']);
      expect(await names('mingdu/xincun/notices')).toEqual(['file x.md', 'file y.md']);
      expect(await names('mingdu/no')).toEqual([]);
      const [first] = await repository.list('mingdu/xincun/notices');
      expect(first?.blob).toBe(await blobOf(FILES[X]));
    });

    test('a change is one commit in the name of whoever made it, and is read at once', async () => {
      const { repository, newest } = await open();
      const before = await newest();
      const text = '---\ntitle: 新的，有“引号”\n---\n\n早点来 🙂\n';
      const written = await repository.write(
        change([
          { path: X, text, base: await blobOf(FILES[X]) },
          { path: Y, text: undefined, base: await blobOf(FILES[Y]) },
          { path: 'mingdu/posts-new/compound.md', text: 'a\r\n', base: undefined },
        ]),
      );
      expect(commitOf(written)).toMatch(/^[0-9a-f]{40}$/);
      expect('blobs' in written && written.blobs).toEqual({
        [X]: await blobOf(text),
        [Y]: undefined,
        'mingdu/posts-new/compound.md': await blobOf('a\r\n'),
      });
      expect((await repository.read(X))?.text).toBe(text);
      expect(await repository.read(Y)).toBeUndefined();
      expect((await repository.read('mingdu/posts-new/compound.md'))?.text).toBe('a\r\n');
      expect((await repository.read('town.md'))?.text).toBe(FILES['town.md']);
      expect(await newest()).toEqual({ author: '贺小真 <5f0e@desk.invalid>', message: '名都：改一条', count: before.count + 1 });
    });

    test('what somebody else changed since is shown, and nothing is written', async () => {
      const { repository, push, newest } = await open();
      await push({ [X]: 'theirs\n' });
      const before = await newest();
      const written = await repository.write(
        change([
          { path: X, text: 'mine\n', base: await blobOf(FILES[X]) },
          { path: Y, text: 'mine too\n', base: await blobOf(FILES[Y]) },
        ]),
      );
      expect(written).toEqual({ conflicts: [{ path: X, theirs: { path: X, text: 'theirs\n', blob: await blobOf('theirs\n') } }] });
      expect(await newest()).toEqual(before);
      expect((await repository.read(Y))?.text).toBe(FILES[Y]);
    });

    test('what somebody else took away, or made first, is a conflict too', async () => {
      const { repository, push } = await open();
      await push({ [X]: undefined, 'mingdu/notices/n.md': 'theirs\n' });
      const written = await repository.write(
        change([
          { path: X, text: 'mine\n', base: await blobOf(FILES[X]) },
          { path: 'mingdu/notices/n.md', text: 'mine\n', base: undefined },
        ]),
      );
      const theirs = { path: 'mingdu/notices/n.md', text: 'theirs\n', blob: await blobOf('theirs\n') };
      expect(written).toEqual({
        conflicts: [
          { path: X, theirs: undefined },
          { path: 'mingdu/notices/n.md', theirs },
        ],
      });
    });

    test('somebody else who pushes other files meanwhile is in nobody’s way', async () => {
      const { repository, push, pushDuring } = await open();
      await push({ 'town.md': 'one\n' });
      await pushDuring({ [Y]: 'two\n' });
      commitOf(await repository.write(change([{ path: X, text: 'mine\n', base: await blobOf(FILES[X]) }])));
      expect((await repository.read('town.md'))?.text).toBe('one\n');
      expect((await repository.read(Y))?.text).toBe('two\n');
      expect((await repository.read(X))?.text).toBe('mine\n');
    });

    test('somebody else who pushes the same file at that very moment is not written over', async () => {
      const { repository, pushDuring } = await open();
      await pushDuring({ [X]: 'theirs\n' });
      const written = await repository.write(change([{ path: X, text: 'mine\n', base: await blobOf(FILES[X]) }]));
      expect(written).toEqual({ conflicts: [{ path: X, theirs: { path: X, text: 'theirs\n', blob: await blobOf('theirs\n') } }] });
      expect((await repository.read(X))?.text).toBe('theirs\n');
    });

    test('of many who write at once each is in, and of those with the same file one', async () => {
      const { repository, newest } = await open();
      const before = await newest();
      const base = await blobOf(FILES[X]);
      const all = await Promise.all(
        Array.from({ length: 12 }, (_, at) =>
          repository.write(
            change([at % 2 ? { path: X, text: `${at}\n`, base } : { path: `mingdu/notices/n${at}.md`, text: `${at}\n`, base: undefined }]),
          ),
        ),
      );
      expect(all.filter((one) => 'commit' in one)).toHaveLength(7);
      expect((await newest()).count).toBe(before.count + 7);
      for (let at = 0; at < 12; at += 2) expect((await repository.read(`mingdu/notices/n${at}.md`))?.text).toBe(`${at}\n`);
    }, 30_000);

    test('what was written may be changed again, on its own blob', async () => {
      const { repository } = await open();
      const first = await repository.write(change([{ path: X, text: '一\n', base: await blobOf(FILES[X]) }]));
      const base = 'blobs' in first ? first.blobs[X] : expect.unreachable();
      commitOf(await repository.write(change([{ path: X, text: '二\n', base }])));
      expect((await repository.read(X))?.text).toBe('二\n');
    });

    test('a name and a message from a form can’t break out of their line', async () => {
      const { repository, newest } = await open();
      const odd = {
        edits: [{ path: X, text: 'x', base: await blobOf(FILES[X]) }],
        message: '一\n\nauthor X <x@y> 0 +0000\n',
        author: { name: '王 <a@b>\n\0', id: 'a/b c' },
      };
      commitOf(await repository.write(odd));
      expect(await newest()).toMatchObject({ author: '王 a@b <abc@desk.invalid>', message: '一 author X <x@y> 0 +0000' });
    });
  });
};
