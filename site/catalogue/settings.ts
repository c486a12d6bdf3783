import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { LineCounter, parseDocument } from 'yaml';

/** The settings of a file, by the reader that knows where each of them stands. */
export interface Located {
  /** What is wrong with the whole, and in which line; 1 is the first. */
  errors: { line: number; message: string }[];
  value: () => unknown;
  /** The line of a setting; nothing where it is not there. */
  lineOf: (path: readonly PropertyKey[]) => number | undefined;
}

// With 'failsafe' every scalar is the text that was typed: room 0301 is not the number 301, a day is no timestamp.

/**
 * Reads settings by a reader that is eight times as fast, and does not know lines. What it does not take, and aliases, are for
 * {@link locateSettings} to judge. @returns nothing where it does not take them
 */
export const readSettings = (text: string): unknown => {
  try {
    return load(text, { schema: FAILSAFE_SCHEMA, maxAliases: 0 });
  } catch {
    return undefined;
  }
};

/** Reads settings, and where each of them stands. */
export const locateSettings = (text: string): Located => {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => lines.linePos(offset).line;
  return {
    errors: document.errors.map(({ pos, message }) => ({ line: lineAt(pos[0]), message })),
    value: () => document.toJS({ maxAliasCount: 20 }),
    lineOf: (path) => {
      const node = document.getIn(path, true);
      return node && typeof node === 'object' && 'range' in node && Array.isArray(node.range) ? lineAt(Number(node.range[0])) : undefined;
    },
  };
};
