import { dayOf } from '../clock.ts';
import { buildingNames } from '../naming.ts';
import { phoneSpoken } from '../phone.ts';
import { openPlans, type Round } from '../round.ts';
import type { Slot } from '../slot.ts';
import { zhCN } from '../words/index.ts';
import { byDay, carriedOf, correctionsOf, dayOn, eachOf, isAtHome, toldBatches, whereOf, whoOf } from './facts.ts';
import type { Item, Voice } from './item.ts';
import { linesOf, sentencesOf } from './plain.ts';

const { channel: w, reading, dates } = zhCN;

/** The most that a group's text has: characters as a person counts them, and the bytes that WeCom's robot takes. */
export const MOST_CHARACTERS = 680;
const MOST_BYTES = 2048;

const segmenter = new Intl.Segmenter('zh-CN');

// Letters, digits, Chinese and their marks, each one character: nearly every text, and counted a hundred times as fast.
const SIMPLE = /^[\n\u0020-\u007e\u00a0-\u00ff\u2010-\u2027\u3000-\u3029\u4e00-\u9fff\uff01-\uff5e]*$/;

/** Characters as a person counts them: a flag or a family is one. */
export const charactersIn = (text: string): number => (SIMPLE.test(text) ? text.length : [...segmenter.segment(text)].length);
/** In UTF-8. An encoder would write all of it down to be counted. */
const bytesIn = (text: string): number => {
  let bytes = 0;
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at) ?? 0;
    if (point > 0xffff) at++;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
};

const roundLines = (voice: Voice, round: Round): string[] => [
  dayOn(round.day),
  ...(round.plan === 'fine' ? [] : [reading.planChosen[round.plan]]),
  ...openPlans(round).flatMap(([weather, { batches, note }]) => [
    ...(round.plan === 'undecided' ? [`${reading.planIf[weather]}：`] : []),
    ...(note ? [note] : []),
    ...toldBatches(batches).map((batch) => {
      const where = batch.home ? w.atHome : whereOf(voice, batch);
      return w.turn(dates.span(batch.startsAt, batch.endsAt), where, whoOf(voice, batch)) + (batch.late > 0 ? w.late(batch.late) : '');
    }),
  ]),
  carriedOf(round.bring, isAtHome(round)),
];

const slotLines = (voice: Voice, slots: readonly Slot[], room: (capacity: number) => string): string[] =>
  byDay(slots, dayOf).flatMap(([day, ofDay]) => [
    dayOn(day),
    ...ofDay.map(
      ({ startsAt, endsAt, place, buildings, capacity }) =>
        w.turn(dates.span(startsAt, endsAt), place, buildings ? buildingNames(voice, buildings) : '') +
        (capacity === undefined ? '' : room(capacity)),
    ),
  ]);

/** What an item says, line by line, without its title and its text; an empty line says nothing. @param url '' where there is no address */
export const saidBy = (voice: Voice, item: Item, url: string): string[] => {
  const signUp = (slots: readonly Slot[]) =>
    slots.some(({ capacity }) => capacity !== undefined) ? [url ? w.signUp : w.signUpByPhone] : [];
  switch (item.kind) {
    case 'notice':
      return correctionsOf(item.of).map(({ moment, was, now }) => w.corrected(moment, was, now));
    case 'sampling':
      return roundLines(voice, item.of);
    case 'supply': {
      const { slots, bring, proxy } = item.of;
      return [
        eachOf(item.of),
        ...slotLines(voice, slots, w.places),
        carriedOf(bring, false),
        ...(proxy ? [w.proxy(proxy)] : []),
        ...signUp(slots),
      ];
    }
    case 'post': {
      const { shifts, needs } = item.of;
      return [...slotLines(voice, shifts, w.wanted), ...(needs.length > 0 ? [w.needs(needs)] : []), ...signUp(shifts)];
    }
  }
};

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** As many sentences of the lines as there is room for; the first one is cut within, should it alone be too long. */
const fitted = (lines: readonly string[], characters: number, bytes: number): { text: string; whole: boolean } => {
  let [text, leftCharacters, leftBytes] = ['', characters, bytes];
  const add = (piece: string): boolean => {
    const [more, moreBytes] = [charactersIn(piece), bytesIn(piece)];
    if (more > leftCharacters || moreBytes > leftBytes) return false;
    text += piece;
    leftCharacters -= more;
    leftBytes -= moreBytes;
    return true;
  };
  for (const line of lines) {
    if (add(`\n${line}`)) continue;
    for (const [at, sentence] of sentencesOf(line).entries()) {
      const piece = at === 0 ? `\n${sentence}` : sentence;
      if (add(piece)) continue;
      if (text === '') for (const { segment } of segmenter.segment(piece)) if (!add(segment)) break;
      return { text, whole: false };
    }
  }
  return { text, whole: true };
};

/**
 * The text to paste into a group: plain, at most {@link MOST_CHARACTERS} characters, cut at a sentence, its link always kept.
 * It depends on what is told only, not on the hour: what was pasted at six is not another text at seven.
 * @param url of the page; '' where the portal was not told its address: then there is no link, never a guessed one
 */
export const groupText = (voice: Voice, item: Item, url: string): string => {
  const isUrgent = item.kind === 'notice' && item.of.level === 'urgent';
  const head = w.head(flat(voice.name), (isUrgent ? w.urgent : '') + flat(item.of.title));
  const tail = [
    ...(voice.phone ? [w.call(flat(voice.phone.name), phoneSpoken(voice.phone.phone))] : []),
    ...(url ? [w.page(url)] : []),
  ].map((line) => `\n${line}`);
  const lines = [
    ...saidBy(voice, item, url)
      .map(flat)
      .filter((line) => line !== ''),
    ...linesOf(item.of.html),
  ];
  const frame = head + tail.join('');
  const [characters, bytes] = [MOST_CHARACTERS - charactersIn(frame), MOST_BYTES - bytesIn(frame)];
  const all = fitted(lines, characters, bytes);
  if (all.whole) return head + all.text + tail.join('');
  const cut = `\n${url ? w.cut : w.cutByPhone}`;
  return head + fitted(lines, characters - charactersIn(cut), bytes - bytesIn(cut)).text + cut + tail.join('');
};
