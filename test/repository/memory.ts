import {
  type Change,
  type Edit,
  type Kept,
  type Repository,
  RepositoryFault,
  type RepositoryTrouble,
  type Written,
} from '../../worker/repository/repository.ts';

const hex = (bytes: ArrayBuffer): string => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** git's own name of a text. */
export const blobOf = async (text: string): Promise<string> => {
  const bytes = new TextEncoder().encode(text);
  const header = new TextEncoder().encode(`blob ${bytes.length}\0`);
  const whole = new Uint8Array([...header, ...bytes]);
  return hex(await crypto.subtle.digest('SHA-1', whole));
};

/** A repository in memory, for tests on any host. */
export interface Memory extends Repository {
  /** Every change that was written, the newest last. */
  changes: readonly Change[];
  /** What the next calls fail with, until it is told otherwise. */
  fail: (trouble: RepositoryTrouble | undefined) => void;
  /** The next write is done, and its answer lost. */
  loseAnswer: () => void;
  /** Somebody else's push. */
  push: (files: Readonly<Record<string, string | undefined>>) => void;
}

/** @param files what it begins with, by path */
export const memory = (files: Readonly<Record<string, string>> = {}): Memory => {
  const kept = new Map(Object.entries(files));
  const changes: Change[] = [];
  let trouble: RepositoryTrouble | undefined;
  let losesAnswer = false;
  // One write after the other, as a repository has it.
  let last: Promise<unknown> = Promise.resolve();

  const reach = () => {
    if (trouble) throw new RepositoryFault(trouble, 'as the test wants it');
  };
  const found = async (path: string): Promise<Kept | undefined> => {
    const text = kept.get(path);
    return text === undefined ? undefined : { path, text, blob: await blobOf(text) };
  };
  const written = async (change: Change): Promise<Written> => {
    reach();
    const there = await Promise.all(change.edits.map(async ({ path, base }: Edit) => ({ path, base, theirs: await found(path) })));
    const conflicts = there.filter(({ base, theirs }) => base !== theirs?.blob).map(({ path, theirs }) => ({ path, theirs }));
    if (conflicts.length > 0) return { conflicts };
    for (const { path, text } of change.edits) {
      if (text === undefined) kept.delete(path);
      else kept.set(path, text);
    }
    changes.push(change);
    if (losesAnswer) {
      losesAnswer = false;
      throw new RepositoryFault('away', 'the answer was lost');
    }
    const blobs = await Promise.all(change.edits.map(async ({ path }) => [path, (await found(path))?.blob] as const));
    return { commit: await blobOf(String(changes.length)), blobs: Object.fromEntries(blobs) };
  };

  return {
    changes,
    fail: (wanted) => {
      trouble = wanted;
    },
    loseAnswer: () => {
      losesAnswer = true;
    },
    push: (pushed) => {
      for (const [path, text] of Object.entries(pushed)) {
        if (text === undefined) kept.delete(path);
        else kept.set(path, text);
      }
    },
    read: async (path) => {
      reach();
      return found(path);
    },
    list: async (folder) => {
      reach();
      const inside = folder === '' ? '' : `${folder}/`;
      const names = new Map<string, Promise<{ name: string; kind: 'file' | 'folder'; blob: string }>>();
      for (const [path, text] of kept) {
        if (!path.startsWith(inside)) continue;
        const [name = '', ...deeper] = path.slice(inside.length).split('/');
        const kind = deeper.length > 0 ? ('folder' as const) : ('file' as const);
        names.set(
          name,
          blobOf(kind === 'file' ? text : name).then((blob) => ({ name, kind, blob })),
        );
      }
      return Promise.all([...names.values()]);
    },
    write: (change) => {
      const turn = last.then(() => written(change));
      last = turn.catch(() => undefined);
      return turn;
    },
  };
};
