import { zhCN } from '../../domain/words/index.ts';
import type { Slip } from './settings.ts';

const { errors } = zhCN;

/** The most that a file's text may have, in characters; the longest notice that was found has 3,000. */
const MOST = 20_000;
const COLUMNS = 12;
const DEEP = 20;

// Each row of a table is filled up to the width of its head: 5,000 columns and 20,000 rows of one sign are a hundred million cells.
const isTooWide = (line: string): boolean => /^[ \t>|:-]+$/.test(line) && line.split('|').length > COLUMNS + 2;
const NESTED = new RegExp(`^(?:[ \\t]*(?:>|[-*+](?=[ \\t])|\\d{1,9}[.)](?=[ \\t]))){${DEEP}}`);

/** What in a file's text would make a page that no phone can show, or that takes minutes to draw. */
export const slipsIn = (text: string): Slip[] => {
  if (text.length > MOST) return [{ line: 1, message: errors.textTooLong(MOST) }];
  return text.split('\n').flatMap((line, at): Slip[] => {
    const message = isTooWide(line) ? errors.tableTooWide(COLUMNS) : NESTED.test(line) ? errors.tooDeep : undefined;
    return message ? [{ line: at + 1, message }] : [];
  });
};
