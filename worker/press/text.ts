import { editBody, editText } from '../repository/markdown/edit.ts';
import { fileText } from '../repository/markdown/file.ts';
import type { Filed } from './check.ts';
import { differences } from './differences.ts';
import { readText } from './read.ts';

type Change = Parameters<typeof editText>[1][number];

/** A new file. */
export const newText = ({ kind, file }: Filed, body: string): string => fileText(kind, file as never, body);

// What was corrected in a notice is no field of its form: it stays.
const keptOf = (before: Filed, after: Filed): Filed =>
  before.kind === 'notice' && after.kind === 'notice'
    ? { kind: 'notice', file: { ...after.file, corrections: before.file.corrections } }
    : after;

/** A file changed to what a form says, and in nothing else; a file that can't be read is written anew. */
export const changedText = (path: string, text: string, filed: Filed, body: string): string => {
  const read = readText(path, text);
  if (!read) return newText(filed, body);
  const { file } = keptOf(read.filed, filed);
  const changes = differences(read.filed.file, file);
  const others = changes.filter(({ path: [first] }) => first !== 'changed');
  // Nothing was changed: then it was not changed now.
  if (others.length === 0 && read.body === body) return text;
  const edited = editText(text, changes as Change[]);
  return read.body === body ? edited : editBody(edited, body);
};
