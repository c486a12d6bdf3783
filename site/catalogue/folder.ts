import { type Dirent, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zhCN } from '../../domain/words/index.ts';
import type { Fault } from './file.ts';
import { earlierTexts } from './history.ts';

const { errors } = zhCN;

/** The most that a file may weigh. */
export const KILOBYTES = 256;

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
}

/** Names or paths by code point, so that every machine lists them alike. */
export const sorted = (names: string[]): string[] => names.sort((one, other) => (one < other ? -1 : 1));

/** The text in a file's bytes, with its byte order mark: the same bytes can be made of it. Or what is wrong with it. */
export const decoded = (bytes: Uint8Array): string | { fault: string } => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return { fault: errors.notUtf8 };
    throw error;
  }
};

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
  return {
    folders: (path) =>
      sorted(
        entries(path)
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => name),
      ),
    files: (path) =>
      sorted(
        entries(path)
          .filter((entry) => !entry.isDirectory() && entry.name.endsWith('.md'))
          .map(({ name }) => under(path, name)),
      ),
    text: (path) => {
      const text = read(path);
      return typeof text === 'string' ? text : { file: path, line: 1, field: '', message: text.fault };
    },
    earlier: (path) => earlierTexts(root, path),
  };
};
