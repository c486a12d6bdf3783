import { zhCN } from '../words/index.ts';
import { frameHeight, heightOf, TIMES } from './height.ts';
import { sentencesOf } from './plain.ts';
import type { Poster } from './poster.ts';

const w = zhCN.channel.poster;

/** What a sheet of A4 has between its margins, above its foot, mm: the shorter of two printers. */
const HEIGHT = 214;

/** Sizes of a poster's letters, in mm: its style has a class for each. */
export const POSTER_SIZES: readonly number[] = [12, 10.8, 9.8, 8.8, 8, 7.4, 6.8, 6.4, 6, 5.2, 4.4, 3.6];
/** The smallest that is read from a metre and a half by somebody of eighty: below it words are left out rather than made smaller. */
const LEGIBLE = 6;

/** As many sentences as there is room for, in the lines they came in. */
const linesIn = (lines: readonly string[], room: number, size: number): { lines: string[]; whole: boolean } => {
  const kept: string[] = [];
  let left = room;
  for (const line of lines) {
    const height = heightOf(line, TIMES.line, size);
    if (height <= left) {
      kept.push(line);
      left -= height;
      continue;
    }
    let part = '';
    for (const sentence of sentencesOf(line)) {
      if (heightOf(part + sentence, TIMES.line, size) > left) break;
      part += sentence;
    }
    if (part) kept.push(part);
    return { lines: kept, whole: false };
  }
  return { lines: kept, whole: true };
};

/** A poster with the size of its letters, and what was left out for want of room. */
export interface FittedPoster extends Poster {
  /** One of {@link POSTER_SIZES}, by its place. */
  size: number;
  /** Something was left out. */
  cut: boolean;
}

/** What can be left out of a sheet before a time is: remarks on a plan, then what to bring. */
const leaner = (poster: Poster): Poster[] => {
  const bare = { ...poster, parts: poster.parts.map(({ note: _, ...part }) => part) };
  return [poster, bare, { ...bare, bring: '' }];
};

/** Without the last times of whatever has most of them, and without whole days only where each has but one left. Neither plan goes. */
const withoutTurns = (poster: Poster, fits: (poster: Poster) => boolean): Poster => {
  let kept = poster;
  while (!fits(kept)) {
    const most = Math.max(...kept.parts.map(({ turns }) => turns.length));
    const at = kept.parts.findLastIndex(({ turns }) => turns.length === most);
    const { turns = [], weather } = kept.parts[at] ?? {};
    if (turns.length <= 1 && (weather || kept.parts.length <= 1)) break;
    const parts = kept.parts.flatMap((part, place) =>
      place !== at ? [part] : turns.length > 1 ? [{ ...part, turns: turns.slice(0, -1) }] : [],
    );
    kept = { ...kept, parts };
  }
  return kept;
};

/**
 * A poster made to fit one sheet: the largest letters with which all of it fits. Words are left out before letters become too
 * small to be read in a stairwell; when and where is left out only where a sheet can't hold it at all.
 */
export const fitPoster = (poster: Poster): FittedPoster => {
  const allOf = (size: number) =>
    frameHeight(poster, size) + poster.lines.reduce((sum, line) => sum + heightOf(line, TIMES.line, size), 0) <= HEIGHT;
  const whole = POSTER_SIZES.findIndex((size) => size >= LEGIBLE && allOf(size));
  if (whole >= 0) return { ...poster, size: whole, cut: false };

  const more = (size: number) => heightOf(w.moreByPhone, TIMES.line, size);
  const filled = (framed: Poster, size: number): FittedPoster => {
    const { lines, whole: all } = linesIn(poster.lines, HEIGHT - frameHeight(framed, size) - more(size), size);
    return { ...framed, lines, size: POSTER_SIZES.indexOf(size), cut: !all || framed !== poster };
  };
  const fitsAt = (size: number) => (framed: Poster) => frameHeight(framed, size) + more(size) <= HEIGHT;
  for (const size of POSTER_SIZES) {
    if (size > LEGIBLE) continue;
    const framed = leaner(poster).find(fitsAt(size));
    if (framed) return filled(framed, size);
  }
  const smallest = Math.min(...POSTER_SIZES);
  const [, , barest = poster] = leaner(poster);
  return filled(withoutTurns(barest, fitsAt(smallest)), smallest);
};
