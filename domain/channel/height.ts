import { remembered } from '../remembered.ts';
import { zhCN } from '../words/index.ts';
import type { Poster, PosterPart, PosterTurn } from './poster.ts';

const { channel, reading } = zhCN;

/** What a sheet of A4 has between its margins, mm: the narrower of two printers. */
const WIDTH = 178;

/** How large the parts of a poster are beside its plain text; the style says the same. */
export const TIMES = {
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
const NARROW = ' :.,';
const measured = (text: string): number => {
  let width = 0;
  for (const sign of text) width += NARROW.includes(sign) ? 0.4 : sign < '\u2014' ? 0.64 : 1;
  return width;
};
// A sheet is tried in each size, and the next one has the same texts.
const KNOWN = 500;
const widthOf = remembered(KNOWN, measured);

/** How high a text stands, in mm. */
export const heightOf = (text: string, times: number, size: number): number => {
  const letter = times * size;
  // Chinese breaks between any two characters, but a mark does not begin a line, and a number is not broken.
  const lines = Math.ceil((widthOf(text) * letter * 1.04) / WIDTH) || 1;
  return lines * letter * LEADING + GAP * size;
};

/** What is for some of a building's people only stands in one line; else the place follows the time, or stands below it. */
const turnHeight = ({ span, place, note, less }: PosterTurn, size: number): number => {
  if (less) return heightOf([span, place, note].filter(Boolean).join(' '), TIMES.less, size);
  const small = note ? heightOf(note, TIMES.small, size) : 0;
  // A time is never broken: half of it would stand beside the paper.
  if (widthOf(span) * TIMES.span * size * 1.04 > WIDTH) return Number.POSITIVE_INFINITY;
  const abreast = (widthOf(`${span} `) * TIMES.span + widthOf(place) * TIMES.place) * size * 1.04 <= WIDTH;
  return heightOf(span, TIMES.span, size) + (abreast ? 0 : heightOf(place, TIMES.place, size)) + small;
};

const partHeight = ({ weather, day, turns, note }: PosterPart, size: number): number =>
  (weather ? heightOf(reading.planIf[weather], TIMES.weather, size) : 0) +
  (day ? heightOf(day, TIMES.day, size) : 0) +
  turns.reduce((sum, turn) => sum + turnHeight(turn, size), 0) +
  (note ? heightOf(note, TIMES.small, size) : 0);

/** How high all of a sheet stands but the text below, in mm. @param size of its letters, mm */
export const frameHeight = ({ from, whose, title, urgent, day = '', lead = '', parts, bring }: Poster, size: number): number =>
  heightOf(from, TIMES.from, size) +
  (whose ? heightOf(whose, TIMES.whose, size) : 0) +
  heightOf((urgent ? channel.urgent : '') + title, whose ? TIMES.title : TIMES.whose, size) +
  (day ? heightOf(day, TIMES.day, size) : 0) +
  (lead ? heightOf(lead, TIMES.lead, size) : 0) +
  parts.reduce((sum, part) => sum + partHeight(part, size), 0) +
  (bring ? heightOf(bring, TIMES.bring, size) : 0);
