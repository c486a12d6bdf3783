import { zhCN } from '../words/index.ts';
import { sentencesOf } from './plain.ts';
import type { Poster, PosterPart, PosterTurn } from './poster.ts';

const { channel, reading } = zhCN;
const w = channel.poster;

// What a sheet of A4 has between its margins, above its foot, in mm: the narrower and the shorter of two printers.
const WIDTH = 178;
const HEIGHT = 214;

/** Sizes of a poster's letters, in mm: its style has a class for each. */
export const POSTER_SIZES = [12, 10.8, 9.8, 8.8, 8, 7.4, 6.8, 6.4, 6, 5.2, 4.4, 3.6] as const;
/** The smallest that is read from a metre and a half by somebody of eighty: below it words are left out rather than made smaller. */
const LEGIBLE = 6;

/** How large the parts of a poster are beside its plain text; the style says the same. */
const TIMES = {
  from: 1,
  whose: 2.2,
  title: 1.3,
  lead: 1.15,
  weather: 1.3,
  day: 1.5,
  span: 3,
  place: 2.2,
  less: 1.15,
  small: 1,
  bring: 1.15,
  line: 1,
};
const LEADING = 1.28;
/** Space above and below each part. */
const GAP = 0.25;

// A Chinese character is as wide as it is high, a bold digit not much more than half.
const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[ :.,]/.test(sign) ? 0.4 : sign < '\u2014' ? 0.64 : 1), 0);

/** How high a text stands, in mm. */
const heightOf = (text: string, times: number, size: number): number => {
  const letter = times * size;
  // Chinese breaks between any two characters, but a mark does not begin a line, and a number is not broken.
  const lines = Math.ceil((widthOf(text) * letter * 1.04) / WIDTH) || 1;
  return lines * letter * LEADING + GAP * size;
};

/** What is for some of a building's people only stands in one line; else the place follows the time, or stands below it. */
const turnHeight = ({ span, place, note, less }: PosterTurn, size: number): number => {
  if (less) return heightOf([span, place, note].filter(Boolean).join(' '), TIMES.less, size);
  const small = note ? heightOf(note, TIMES.small, size) : 0;
  const abreast = (widthOf(`${span} `) * TIMES.span + widthOf(place) * TIMES.place) * size * 1.04 <= WIDTH;
  return heightOf(span, TIMES.span, size) + (abreast ? 0 : heightOf(place, TIMES.place, size)) + small;
};

const partHeight = ({ weather, day, turns, note }: PosterPart, size: number): number =>
  (weather ? heightOf(reading.planIf[weather], TIMES.weather, size) : 0) +
  (day ? heightOf(day, TIMES.day, size) : 0) +
  turns.reduce((sum, turn) => sum + turnHeight(turn, size), 0) +
  (note ? heightOf(note, TIMES.small, size) : 0);

const frameHeight = ({ from, whose, title, urgent, day = '', lead = '', parts, bring }: Poster, size: number): number =>
  heightOf(from, TIMES.from, size) +
  heightOf(whose, TIMES.whose, size) +
  heightOf((urgent ? channel.urgent : '') + title, TIMES.title, size) +
  (day ? heightOf(day, TIMES.day, size) : 0) +
  (lead ? heightOf(lead, TIMES.lead, size) : 0) +
  parts.reduce((sum, part) => sum + partHeight(part, size), 0) +
  (bring ? heightOf(bring, TIMES.bring, size) : 0);

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

const withoutTurns = (poster: Poster, size: number): Poster => {
  let parts = [...poster.parts];
  while (parts.length > 0 && frameHeight({ ...poster, parts }, size) > HEIGHT) {
    const last = parts.at(-1);
    if (!last) break;
    parts = last.turns.length > 1 ? [...parts.slice(0, -1), { ...last, turns: last.turns.slice(0, -1) }] : parts.slice(0, -1);
  }
  return { ...poster, parts };
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

  const legible = POSTER_SIZES.indexOf(LEGIBLE);
  const more = (size: number) => heightOf(w.moreByPhone, TIMES.line, size);
  const at = POSTER_SIZES.findIndex((size, place) => place >= legible && frameHeight(poster, size) + more(size) <= HEIGHT);
  const place = at >= 0 ? at : POSTER_SIZES.length - 1;
  const size = POSTER_SIZES[place] ?? LEGIBLE;
  const framed = at >= 0 ? poster : withoutTurns(poster, size);
  const { lines, whole: all } = linesIn(poster.lines, HEIGHT - frameHeight(framed, size) - more(size), size);
  return { ...framed, lines, size: place, cut: !all || framed !== poster };
};
