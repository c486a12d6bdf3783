import { zhCN } from '../../domain/words/index.ts';
import { type Folder, openFolder, sorted } from '../catalogue/folder.ts';
import { textsUpTo } from '../catalogue/history.ts';
import { type Removals, removalsUpTo, removedFrom } from '../catalogue/removals.ts';
import { removedIn } from '../catalogue/removed.ts';
import { decoded } from '../catalogue/text.ts';
import { entriesOf, type GitEntry, openRepository, type Repository } from './git.ts';

const { errors } = zhCN;

const TREE = '40000';
const isFile = ({ mode }: GitEntry): boolean => mode === '100644' || mode === '100755';
// A name with a slash is what only a tool makes: it would pass for another folder's.
const isShown = ({ name }: GitEntry): boolean => !name.startsWith('.') && !name.includes('/');

const namesUnder = (path: string, entries: readonly GitEntry[]): string[] =>
  sorted(entries.map(({ name }) => (path ? `${path}/${name}` : name)));

/** Where in a repository the content lies, at one commit. */
export interface Committed {
  repository: Repository;
  commit: string;
  /** `''`, or a folder of the repository: `content`. */
  prefix: string;
  /** Notices that were taken away before it. */
  removals: Removals;
}

/** Where content is read from: a commit, or a folder as it lies on the disk. */
export type Source = Committed | { folder: Folder };

/** What another thread must know to read from the same source. */
export type SourceName = (Omit<Committed, 'repository'> & { repository: string }) | { content: string };

/** Opens a source by its name. */
export const sourceOf = (name: SourceName): Source =>
  'content' in name ? { folder: openFolder(name.content) } : { ...name, repository: openRepository(name.repository) };

/** Lets go of what a source holds open. */
export const closeSource = (source: Source): void => {
  if ('repository' in source) source.repository.close();
};

/** A commit that is published. */
export interface PublishedSource extends Committed {
  /** What differs from another commit, by the path under the content folder; nothing where that can't be told. */
  changedSince: (commit: string | undefined) => Promise<{ path: string; gone: boolean }[] | undefined>;
}

/** The folder of a path at a commit, listed; nothing where there is none. */
export const listed = async (
  { repository, commit, prefix }: Omit<Committed, 'removals'>,
  path: string,
): Promise<GitEntry[] | undefined> => {
  const object = await repository.read(`${commit}:${[prefix, path].filter(Boolean).join('/')}`);
  return object?.type === 'tree' ? entriesOf(object).filter(isShown) : undefined;
};

/** Opens some paths as the reader wants them. @param paths folders to be read, without what lies deeper */
export const fetchFolders = async (source: Source, paths: readonly string[]): Promise<Folder> =>
  'folder' in source ? source.folder : fetchCommitted(source, paths);

// Everything is fetched first, for the reader does not wait.
const fetchCommitted = async (source: Committed, paths: readonly string[]): Promise<Folder> => {
  const lists = new Map<string, GitEntry[]>();
  const texts = new Map<string, string | { fault: string }>();
  const fetchText = async (file: string, entry: GitEntry): Promise<void> => {
    if (!isFile(entry)) return void texts.set(file, { fault: errors.notAFile });
    const bytes = (await source.repository.read(entry.id))?.bytes ?? Buffer.alloc(0);
    texts.set(file, decoded(bytes));
  };
  await Promise.all(
    paths.map(async (path) => {
      const entries = (await listed(source, path)) ?? [];
      lists.set(path, entries);
      const files = entries.filter(({ name, mode }) => name.endsWith('.md') && mode !== TREE);
      await Promise.all(files.map((entry) => fetchText(path ? `${path}/${entry.name}` : entry.name, entry)));
    }),
  );
  const removed = paths.flatMap((path) => removedFrom(source.removals.all, path));
  const last = new Map<string, Buffer>();
  await Promise.all(
    removed.map(async ({ blob }) => {
      const bytes = (await source.repository.read(blob))?.bytes;
      if (bytes) last.set(blob, bytes);
    }),
  );
  const attic = { dir: source.repository.dir, prefix: source.prefix, removals: removed, bytes: last };
  const files = (path: string) =>
    namesUnder(
      path,
      (lists.get(path) ?? []).filter(({ name, mode }) => name.endsWith('.md') && mode !== TREE),
    );
  return {
    folders: (path) => sorted((lists.get(path) ?? []).filter(({ mode }) => mode === TREE).map(({ name }) => name)),
    files,
    text: (path) => {
      const text = texts.get(path) ?? { fault: errors.missingFile(path.split('/').at(-1) ?? path) };
      return typeof text === 'string' ? text : { file: path, line: 1, field: '', message: text.fault };
    },
    earlier: (path) => textsUpTo(source.repository.dir, source.commit, [source.prefix, path].filter(Boolean).join('/')),
    removed: (path) => removedIn(attic, path, files(path)),
  };
};

/** The content is all of a repository, or its folder `content`, or the folder of a checkout that was named. */
export const openSource = async (repository: Repository): Promise<(commit: string, known?: Removals) => Promise<PublishedSource>> => {
  const named = await repository.prefix();
  return async (commit, known) => {
    const isContent = async (prefix: string) => (await listed({ repository, commit, prefix }, ''))?.some(({ name }) => name === 'town.md');
    const prefix = named || (await isContent('')) || !(await isContent('content')) ? named : 'content';
    const inside = prefix ? `${prefix}/` : '';
    return {
      ...{ repository, commit, prefix, removals: removalsUpTo(repository.dir, commit, prefix, known) },
      changedSince: async (other) => {
        if (other === commit) return [];
        const changed = other && (await repository.changed(other, commit));
        if (!changed) return undefined;
        return changed.flatMap(({ path, gone }) => (path.startsWith(inside) ? [{ path: path.slice(inside.length), gone }] : []));
      },
    };
  };
};
