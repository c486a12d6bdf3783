import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zhCN } from '../../domain/words/index.ts';
import type { Fault } from './file.ts';
import { earlierTexts, git } from './history.ts';
import { type Attic, type Removed, removedIn } from './removed.ts';
import { removalsUpTo } from './removals.ts';
import { decoded, KILOBYTES } from './text.ts';

const { errors } = zhCN;

/** The content folder: its Markdown files by path, and the names of its sub-folders. */
export interface Folder {
  /** Names of the plain folders under a path, sorted. */
  folders: (path: string) => string[];
  /** Paths of the Markdown files right under a path, sorted. */
  files: (path: string) => string[];
  /** The text of a file, or what is wrong with it before it is read as Markdown. */
  text: (path: string) => string | Fault;
  /** The earlier texts of a file, newest first. */
  earlier: (path: string) => Iterable<string>;
  /** Notices that were taken from a folder in the last weeks and are not back. */
  removed: (path: string) => readonly Removed[];
}

/** Names or paths by code point, so that every machine lists them alike. */
export const sorted = (names: string[]): string[] => names.sort((one, other) => (one < other ? -1 : 1));

/** Paths of all Markdown files under a path, however deep. */
export const filesUnder = (folder: Folder, path = ''): string[] => [
  ...folder.files(path),
  ...folder.folders(path).flatMap((name) => filesUnder(folder, path ? `${path}/${name}` : name)),
];

/** Opens a content folder. Hidden entries are passed over; links are not followed, for they may lead anywhere. */
export const openFolder = (root: string): Folder => {
  const entries = (path: string): Dirent[] => {
    try {
      return readdirSync(join(root, path), { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  };
  const under = (path: string, name: string) => (path ? `${path}/${name}` : name);
  const read = (path: string): string | { fault: string } => {
    const file = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (!file) return { fault: errors.missingFile(path.split('/').at(-1) ?? path) };
    if (!file.isFile()) return { fault: errors.notAFile };
    return file.size > KILOBYTES * 1024 ? { fault: errors.tooBig(KILOBYTES) } : decoded(readFileSync(join(root, path)));
  };
  const files = (path: string) =>
    sorted(
      entries(path)
        .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.md'))
        .map(({ name }) => under(path, name)),
    );
  let attic: Attic | undefined;
  const openAttic = (): Attic => {
    const prefix = git(root, 'rev-parse', '--show-prefix')?.trim().replace(/\/$/, '') ?? '';
    return { dir: root, prefix, removals: removalsUpTo(root, 'HEAD', prefix).all };
  };
  return {
    folders: (path) =>
      sorted(
        entries(path)
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name),
      ),
    files,
    text: (path) => {
      const text = read(path);
      return typeof text === 'string' ? text : { file: path, line: 1, field: '', message: text.fault };
    },
    earlier: (path) => earlierTexts(root, path),
    removed: (path) => {
      attic ??= openAttic();
      return removedIn(attic, path, files(path));
    },
  };
};
