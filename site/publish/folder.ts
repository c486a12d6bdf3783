import { zhCN } from '../../domain/words/index.ts';
import { decoded, type Folder, KILOBYTES, sorted } from '../catalogue/folder.ts';
import { textsUpTo } from '../catalogue/history.ts';
import { entriesOf, type GitEntry, type Repository } from './git.ts';

const { errors } = zhCN;

const TREE = '40000';
const isFile = ({ mode }: GitEntry): boolean => mode === '100644' || mode === '100755';
const isShown = ({ name }: GitEntry): boolean => !name.startsWith('.');

const namesUnder = (path: string, entries: readonly GitEntry[]): string[] =>
  sorted(entries.map(({ name }) => (path ? `${path}/${name}` : name)));

/** Where in a repository the content lies, at one commit. */
export interface Source {
  repository: Repository;
  commit: string;
  /** `''`, or a folder of the repository: `content`. */
  prefix: string;
}

/** A commit that is published. */
export interface PublishedSource extends Source {
  /** What differs from another commit, by the path under the content folder; nothing where that can't be told. */
  changedSince: (commit: string | undefined) => Promise<{ path: string; gone: boolean }[] | undefined>;
}

/** The folder of a path at a commit, listed; nothing where there is none. */
export const listed = async ({ repository, commit, prefix }: Source, path: string): Promise<GitEntry[] | undefined> => {
  const object = await repository.read(`${commit}:${[prefix, path].filter(Boolean).join('/')}`);
  return object?.type === 'tree' ? entriesOf(object).filter(isShown) : undefined;
};

/** Names of the folders right under a path. */
export const foldersAt = async (source: Source, path: string): Promise<string[]> =>
  sorted(((await listed(source, path)) ?? []).filter(({ mode }) => mode === TREE).map(({ name }) => name));

/**
 * Opens some paths of a commit as the reader wants them: everything is fetched first, for the reader does not wait.
 * @param paths folders to be read, without what lies deeper
 */
export const fetchFolders = async (source: Source, paths: readonly string[]): Promise<Folder> => {
  const lists = new Map<string, GitEntry[]>();
  const texts = new Map<string, string | { fault: string }>();
  const fetchText = async (file: string, entry: GitEntry): Promise<void> => {
    if (!isFile(entry)) return void texts.set(file, { fault: errors.notAFile });
    const bytes = (await source.repository.read(entry.id))?.bytes ?? Buffer.alloc(0);
    texts.set(file, bytes.length > KILOBYTES * 1024 ? { fault: errors.tooBig(KILOBYTES) } : decoded(bytes));
  };
  await Promise.all(
    paths.map(async (path) => {
      const entries = (await listed(source, path)) ?? [];
      lists.set(path, entries);
      const files = entries.filter(({ name, mode }) => name.endsWith('.md') && mode !== TREE);
      await Promise.all(files.map((entry) => fetchText(path ? `${path}/${entry.name}` : entry.name, entry)));
    }),
  );
  return {
    folders: (path) => sorted((lists.get(path) ?? []).filter(({ mode }) => mode === TREE).map(({ name }) => name)),
    files: (path) =>
      namesUnder(
        path,
        (lists.get(path) ?? []).filter(({ name, mode }) => name.endsWith('.md') && mode !== TREE),
      ),
    text: (path) => {
      const text = texts.get(path) ?? { fault: errors.missingFile(path.split('/').at(-1) ?? path) };
      return typeof text === 'string' ? text : { file: path, line: 1, field: '', message: text.fault };
    },
    earlier: (path) => textsUpTo(source.repository.dir, source.commit, [source.prefix, path].filter(Boolean).join('/')),
  };
};

/** The content is all of a repository, or its folder `content`, or the folder of a checkout that was named. */
export const openSource = async (repository: Repository): Promise<(commit: string) => Promise<PublishedSource>> => {
  const named = await repository.prefix();
  return async (commit) => {
    const isContent = async (prefix: string) => (await listed({ repository, commit, prefix }, ''))?.some(({ name }) => name === 'town.md');
    const prefix = named || (await isContent('')) || !(await isContent('content')) ? named : 'content';
    const inside = prefix ? `${prefix}/` : '';
    return {
      ...{ repository, commit, prefix },
      changedSince: async (other) => {
        if (other === commit) return [];
        const changed = other && (await repository.changed(other, commit));
        if (!changed) return undefined;
        return changed.flatMap(({ path, gone }) => (path.startsWith(inside) ? [{ path: path.slice(inside.length), gone }] : []));
      },
    };
  };
};
