import { remembered } from '../remembered.ts';

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&', nbsp: ' ' };

const decoded = (text: string): string =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (name) return ENTITIES[name] ?? all;
    const point = hex ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });

// The group's text, the script, the posters, the alert and what is for machines are made of the same lines, one after the other.
const KNOWN = 64;

/** The lines of a text that was drawn as HTML from Markdown: one for each paragraph, point of a list, row of a table. */
export const linesOf = remembered(KNOWN, (html: string): readonly string[] =>
  html
    .replace(/\s*\n\s*/g, ' ')
    .replace(/<br\s*\/?>|<\/(?:p|li|h\d|tr|pre|blockquote)>/g, '\n')
    .replace(/<\/t[hd]>/g, ' ')
    .replace(/<(?:"[^"]*"|[^>"])*>/g, '')
    .split('\n')
    .map((line) => decoded(line).replace(/\s+/g, ' ').trim())
    .filter((line) => line !== ''),
);

/** A line's sentences, each with the mark that ends it. */
export const sentencesOf = (line: string): string[] => line.match(/[^。！？!?；;]*[。！？!?；;]+[”’"')）】]*|[^。！？!?；;]+$/g) ?? [];
