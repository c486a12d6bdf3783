import { dayOf, type Day, type Instant, timeOf } from '../clock.ts';
import { buildingRuns, isEveryBuilding } from '../naming.ts';
import { zhCN } from '../words/index.ts';
import type { Voice } from './item.ts';

const { channel, dates, places } = zhCN;
const w = channel.say;

const DIGITS = '零一二三四五六七八九';
const digits = (number: string): string => number.replace(/\d/g, (digit) => DIGITS[Number(digit)] ?? digit);

/** A number up to 99 as it is said: `12` → `十二`; a larger one stays as it is written. */
const numberSaid = (number: number): string => {
  if (number > 99) return String(number);
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  if (tens === 0) return DIGITS[ones] ?? '';
  return `${tens > 1 ? DIGITS[tens] : ''}十${ones > 0 ? DIGITS[ones] : ''}`;
};

// From which hour on the part of the day is called so.
const PARTS: readonly [number, string][] = [
  [18, '晚上'],
  [13, '下午'],
  [12, '中午'],
  [8, '上午'],
  [5, '早上'],
  [1, '凌晨'],
  [0, '夜里'],
];

/** A time as it is said: `08:30` → `上午八点半`. */
export const timeSaid = (time: string): string => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const part = PARTS.find(([from]) => hours % 24 >= from)?.[1] ?? '';
  const hour = hours % 12 === 0 ? 12 : hours % 12;
  const past = minutes === 30 ? '半' : minutes === 0 ? '' : minutes < 10 ? `零${numberSaid(minutes)}分` : `${numberSaid(minutes)}分`;
  return `${part}${hour === 2 ? '两' : numberSaid(hour)}点${past}`;
};

/** `上午八点半到九点十分`: the part of the day is said again only where it is another one. */
export const spanSaid = (startsAt: Instant, endsAt: Instant): string => {
  const [start, end] = [timeSaid(timeOf(startsAt)), timeSaid(timeOf(endsAt))];
  const nextDay = dayOf(endsAt - 1) !== dayOf(startsAt);
  const samePart = !nextDay && start.slice(0, 2) === end.slice(0, 2);
  return w.until(start, `${nextDay ? w.nextDay : ''}${samePart ? end.slice(2) : end}`);
};

/** `四月十七日` */
export const daySaid = (day: Day): string => `${numberSaid(Number(day.slice(5, 7)))}月${numberSaid(Number(day.slice(8)))}日`;
export const weekdaySaid = (day: Day): string => dates.weekday(day).replace('周', '星期');

const TIMES = /(?<!\d)([01]?\d|2[0-4])[:：]([0-5]\d)(?!\d)/g;
const PHONES = /(?<!\d)(?:0\d{2,3}[- ]?\d{3,4}[- ]?\d{4}|1[3-9]\d[- ]?\d{4}[- ]?\d{4}|[48]00[- ]?\d{3}[- ]?\d{4}|1[12]0|119|1\d{4})(?!\d)/g;

/** A text as it is said: times spelt out, telephone numbers digit by digit, `1–4号楼` as from one to the other. */
export const saidAloud = (text: string): string =>
  text
    .replace(TIMES, (_, hours: string, minutes: string) => timeSaid(`${hours}:${minutes}`))
    .replace(PHONES, (phone) => digits(phone).replace(/[- ]/g, '，'))
    .replace(/(?<=[\d点半分])\s*[-–—~～]\s*(?=[\d夜凌早上中下晚])/g, '到')
    .replace(/(?<![\d.])2(?=[个户人位天辆种份袋点])/g, '两')
    .replace(/(?<![\d.])\d{1,2}(?![\d.])/g, (number) => numberSaid(Number(number)));

/** Buildings as they are said: `一号楼到四号楼、七号楼`. */
export const buildingsSaid = (voice: Voice, ids: readonly string[]): string => {
  if (isEveryBuilding(voice, ids)) return places.everyBuilding[voice.kind];
  return buildingRuns(voice.buildings, ids)
    .flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)];
      if (!first || !last) return [];
      const names = run.length > 2 ? w.until(first.name, last.name) : run.map(({ name }) => name).join('、');
      return [saidAloud(names)];
    })
    .join('、');
};
