import { FAILSAFE_SCHEMA, load } from 'js-yaml';
import { type Document, LineCounter, parseDocument, visit } from 'yaml';
import { zhCN } from '../../domain/words/index.ts';
import { yaml } from '../../domain/words/zh-CN/yaml.ts';

const { errors } = zhCN;

/** The most that a file's settings may have, in characters: the time to read them grows with the square of their keys. */
const MOST = 64_000;

/** Something wrong at a place in the settings. */
export interface Slip {
  /** 1 is the first line of the settings. */
  line: number;
  message: string;
}

/** What was read of a file's settings. */
export interface Settings {
  document: Document.Parsed;
  slips: readonly Slip[];
  lineOf: (offset: number) => number;
}

// `title：停水` and `title:停水` are what hands type. Only where a line begins: further in it may be prose.
const spaced = (text: string): string => text.replace(/^([A-Za-z]+)[ \t]*[:：][ \t]*(?=\S)/gm, '$1: ');

/**
 * Reads settings by a reader that is eight times as fast, and does not know lines. What it does not take, references among it, is for
 * {@link readSettings} to judge. @returns nothing where it does not take them
 */
export const quickSettings = (text: string): unknown => {
  if (text.length > MOST || text.includes('\uFEFF')) return undefined;
  try {
    // With 'failsafe' every scalar is the text that was typed: room 0301 is not the number 301, a day is no timestamp.
    return load(spaced(text), { schema: FAILSAFE_SCHEMA, maxAliases: 0 });
  } catch {
    return undefined;
  }
};

/** Reads the settings at the head of a file. References are not followed: few lines of them can stand for billions. */
export const readSettings = (text: string): Settings => {
  const lines = new LineCounter();
  const lineOf = (offset: number) => lines.linePos(offset).line;
  const parse = (source: string) => parseDocument(source, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  if (text.length > MOST) return { document: parse(''), slips: [{ line: 1, message: errors.settingsTooLong }], lineOf };
  const document = parse(spaced(text));
  // One mistake often has many names.
  const slips = document.errors
    .slice(0, 1000)
    .filter(({ pos }, at, all) => all.findIndex((other) => lineOf(other.pos[0]) === lineOf(pos[0])) === at)
    .map(({ pos, code }) => ({
      line: lineOf(pos[0]),
      message: errors.notYaml(yaml.faults[code] ?? yaml.other),
    }));
  if (slips.length === 0)
    visit(document, {
      Alias: (_, { range }) => {
        slips.push({ line: lineOf(range?.[0] ?? 0), message: errors.notYaml(yaml.alias) });
        return visit.BREAK;
      },
    });
  return { document, slips, lineOf };
};
