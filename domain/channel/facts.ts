import { type Instant, instant } from '../clock.ts';
import { buildingNames, placeName } from '../naming.ts';
import type { Notice } from '../notice.ts';
import type { Batch, Round } from '../round.ts';
import { isForGroup } from '../turn.ts';
import { zhCN } from '../words/index.ts';
import type { Voice } from './item.ts';

const { content, reading, dates } = zhCN;

/** Whose turn a batch is, in words: `学生 1–4号楼 5-9层`. */
export const whoOf = (voice: Voice, { buildings, group, floors }: Batch): string =>
  [
    group && group !== 'everyone' && content.groups[group],
    buildings ? buildingNames(voice, buildings) : (group === undefined || group === 'everyone') && reading.everybody,
    floors && reading.floors(floors),
  ]
    .filter(Boolean)
    .join(' ');

/** Where a batch stands. */
export const whereOf = (voice: Voice, { point }: Batch): string => placeName(voice, point);

/** What of a plan is still told: what is done is not, and the earliest comes first; for everybody before some of them. */
export const toldBatches = (batches: readonly Batch[]): Batch[] =>
  batches
    .filter(({ state }) => state !== 'done')
    .sort((one, other) => Number(isForGroup(one)) - Number(isForGroup(other)) || one.startsAt - other.startsAt);

/** Whether nobody of a round goes down: then nothing is brought, but laid ready. */
export const isAtHome = ({ fine, rainy }: Round): boolean => [fine, rainy].every((plan) => plan?.batches.every(({ home }) => home) ?? true);

/** What was corrected, the last one first, with the moment in words. */
export const correctionsOf = ({ corrections = [] }: Notice): { at: Instant; moment: string; was: string; now: string }[] =>
  corrections
    .map(({ day, at, was, now }) => ({ at: instant(day, at), moment: dates.moment(instant(day, at)), was, now }))
    .sort((one, other) => other.at - one.at);

/** Times by their day, in the order of days. */
export const byDay = <Timed extends { startsAt: Instant }>(
  timed: readonly Timed[],
  dayOf: (at: Instant) => string,
): [string, Timed[]][] => {
  const sorted = [...timed].sort((one, other) => one.startsAt - other.startsAt);
  return [...new Set(sorted.map(({ startsAt }) => dayOf(startsAt)))].map((day) => [
    day,
    sorted.filter(({ startsAt }) => dayOf(startsAt) === day),
  ]);
};
