import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { entriesOf, type GitObject, openRepository } from '../../site/publish/git.ts';
import { type Change, type Kept, type Repository, RepositoryFault, type Written } from '../repository/repository.ts';
import { turns } from '../repository/turns.ts';
import { commitUpon } from './committing.ts';

const blobOf = (text: string): string =>
  createHash('sha1')
    .update(`blob ${Buffer.byteLength(text)}\0${text}`)
    .digest('hex');

/** A repository that a process holds open until it is closed. */
export interface LocalRepository extends Repository {
  close: () => void;
}

type Listed = Awaited<ReturnType<Repository['list']>>[number];

// What is neither is a link or another repository, and no content.
const KINDS: Readonly<Record<string, Listed['kind']>> = { '40000': 'folder', '100644': 'file', '100755': 'file' };

// Long enough for a lock to have become a stale one.
const PATIENCE = 15_000;

/** Asks git, and says so where it can't answer. */
const orAway = async <Result>(asked: Promise<Result>): Promise<Result> => {
  try {
    return await asked;
  } catch (error) {
    throw new RepositoryFault('away', error instanceof Error ? error.message : 'git');
  }
};

/**
 * The bare repository of the content on this machine.
 * @param dir where it lies
 * @param written called after each commit: what git itself writes runs no hook
 */
export const localRepository = (dir: string, branch: string, written: () => void = () => undefined): LocalRepository => {
  const repository = openRepository(dir);
  const inTurn = turns();
  const objectIn = (commit: string, path: string): Promise<GitObject | undefined> => orAway(repository.read(`${commit}:${path}`));
  // The content is all of a repository, or its folder `content`: as the publisher has it.
  const prefixOf = async (commit: string): Promise<string> =>
    !(await objectIn(commit, 'town.md')) && (await objectIn(commit, 'content/town.md')) ? 'content/' : '';
  const objectAt = async (commit: string, path: string): Promise<GitObject | undefined> =>
    objectIn(commit, ((await prefixOf(commit)) + path).replace(/\/$/, ''));

  const keptAt = async (commit: string, path: string): Promise<Kept | undefined> => {
    const found = await objectAt(commit, path);
    return found?.type === 'blob' ? { path, text: found.bytes.toString('utf8'), blob: found.id } : undefined;
  };

  const attempt = async (change: Change): Promise<Written | undefined> => {
    const head = await orAway(repository.commitOf(`refs/heads/${branch}`));
    const there = await Promise.all(change.edits.map(async ({ path, base }) => ({ path, base, theirs: await keptAt(head, path) })));
    const conflicts = there.filter(({ base, theirs }) => base !== theirs?.blob).map(({ path, theirs }) => ({ path, theirs }));
    if (conflicts.length > 0) return { conflicts };
    const prefix = await prefixOf(head);
    const edits = change.edits.map((edit) => ({ ...edit, path: prefix + edit.path }));
    const commit = await commitUpon(dir, branch, head, { ...change, edits });
    if (commit === undefined) return undefined;
    const blobs = change.edits.map(({ path, text }) => [path, text === undefined ? undefined : blobOf(text)] as const);
    return { commit, blobs: Object.fromEntries(blobs) };
  };

  const write = async (change: Change): Promise<Written> => {
    for (const since = Date.now(); Date.now() - since < PATIENCE; await pause(50)) {
      const done = await attempt(change);
      if (done && 'commit' in done) written();
      if (done) return done;
    }
    throw new RepositoryFault('away', 'the branch stayed locked');
  };

  return {
    read: (path) => keptAt(`refs/heads/${branch}`, path),
    list: async (folder) => {
      const found = await objectAt(`refs/heads/${branch}`, folder);
      if (found?.type !== 'tree') return [];
      return entriesOf(found).flatMap(({ name, id, mode }): Listed[] => {
        const kind = KINDS[mode];
        return kind ? [{ name, kind, blob: id }] : [];
      });
    },
    write: (change) => inTurn(() => write(change)),
    close: repository.close,
  };
};
