import { Document, isCollection, parseDocument, visit } from 'yaml';
import { bodyText } from './file.ts';
import { partsOf } from './front.ts';
import { patched } from './patch.ts';
import type { Step } from './place.ts';
import { type Said, said, type Value } from './spelling.ts';

/** One field that is set, or taken away where there is no value. A step past the end of a list adds an entry to it. */
export interface FieldChange {
  path: readonly Step[];
  value: Value | undefined;
}

const read = (settings: string) => parseDocument(settings, { schema: 'failsafe', prettyErrors: false });
const meaningOf = (settings: string): string => JSON.stringify(read(settings).toJS() ?? {});

// Nobody writes `*again` by hand; where it stands, a field may change what another one says.
const isAliased = (settings: string): boolean => {
  let found = false;
  visit(read(settings), {
    Alias: () => {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
};

const textOf = (value: Said): unknown => {
  if (typeof value !== 'object') return String(value);
  return Array.isArray(value) ? value.map(textOf) : Object.fromEntries(Object.entries(value).map(([name, one]) => [name, textOf(one)]));
};

// A list whose last entry goes, goes with it: an empty one would be a field that says nothing.
const emptied = (settings: string, path: readonly Step[]): readonly Step[] => {
  const parent = read(settings).getIn(path.slice(0, -1), true);
  return path.length > 1 && isCollection(parent) && parent.items.length === 1 ? emptied(settings, path.slice(0, -1)) : path;
};

// The settings written anew: that keeps what they mean, and the remarks in them, but not every space.
const rewritten = (settings: string, path: readonly Step[], value: Said | undefined): string => {
  const document = isAliased(settings) ? new Document(read(settings).toJS()) : read(settings);
  if (value === undefined) document.deleteIn(path);
  else document.setIn(path, document.createNode(textOf(value)));
  return document.toString({ lineWidth: 0 }).trimEnd();
};

const changed = (settings: string, { path, value }: FieldChange): string => {
  const name = path.findLast((step) => typeof step === 'string') ?? '';
  const wanted = value === undefined ? undefined : said(name, value);
  const place = wanted === undefined ? emptied(settings, path) : path;
  const safe = rewritten(settings, place, wanted);
  const text = isAliased(settings) ? safe : patched(settings, place, wanted);
  // A file written in a way that nobody foresaw is changed all the same, only less finely.
  return meaningOf(text) === meaningOf(safe) ? text : safe;
};

/**
 * A file with some of its fields changed and every other byte as it was: remarks, order, quotes, the text below, the lines' ends.
 * Values may be the schema's (`rainy`) or typed ones (`雨天`).
 * @throws Error where the file has no settings that can be read
 */
export const editText = (text: string, changes: readonly FieldChange[]): string => {
  const parts = partsOf(text);
  if (!parts || read(parts.settings).errors.length > 0) throw new Error('a file without settings that can be read');
  const settings = changes.reduce(changed, parts.settings.replace(/\r\n?/g, '\n'));
  return parts.open + settings.replaceAll('\n', parts.newline) + parts.close + parts.body;
};

/** A file with another text below its settings, which stay as they are. */
export const editBody = (text: string, body: string): string => {
  const parts = partsOf(text);
  if (!parts) throw new Error('a file without settings');
  return parts.open + parts.settings + parts.close + bodyText(body).replaceAll('\n', parts.newline);
};
