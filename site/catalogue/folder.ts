import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { zhCN } from '../../domain/words/index.ts';
import type { Fault } from './file.ts';

const { errors } = zhCN;
const KILOBYTES = 256;

/** The content folder: its Markdown files by path, and the names of its sub-folders. */
export interface Folder {
  root: string;
  /** Names of the plain folders under a path, sorted. */
  folders: (path: string) => string[];
  /** Paths of the Markdown files right under a path, sorted. */
  files: (path: string) => string[];
  /** The text of a file, or what is wrong with it before it is read as Markdown. */
  text: (path: string) => string | Fault;
}

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
  // by code point, so that every machine lists them alike
  const sorted = (names: string[]) => names.sort((one, other) => (one < other ? -1 : 1));
  const under = (path: string, name: string) => (path ? `${path}/${name}` : name);
  return {
    root,
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
      const fault = (message: string): Fault => ({ file: path, line: 1, field: '', message });
      const entry = entries(path.split('/').slice(0, -1).join('/')).find(({ name }) => name === path.split('/').at(-1));
      if (!entry) return fault(errors.missingFile(path.split('/').at(-1) ?? path));
      if (!entry.isFile()) return fault(errors.notAFile);
      if (statSync(join(root, path)).size > KILOBYTES * 1024) return fault(errors.tooBig(KILOBYTES));
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(join(root, path)));
      } catch (error) {
        if (error instanceof TypeError) return fault(errors.notUtf8);
        throw error;
      }
    },
  };
};
