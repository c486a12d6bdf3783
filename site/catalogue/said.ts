import { clean } from '../../domain/typed.ts';
import type { Fault } from './file.ts';

// A file's name is what somebody typed, or made a tool make: a terminal must not obey it.
const shown = (path: string): string => clean(path.replace(/\s/g, ' '));

/** A fault as a line for whoever wrote the file: `mingdu/…/notices/y.md:12: 有效期：…`. @param inside what goes before the path */
export const said = ({ file, line, field, message }: Fault, inside = ''): string =>
  `${shown(inside + file)}:${line}: ${field ? `${field}：` : ''}${message}`;
