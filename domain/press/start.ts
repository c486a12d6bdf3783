import type { Building } from '../address.ts';
import { addDays, type Day, dayOf, type Instant, timeOf } from '../clock.ts';
import { type Fields, fieldsOf } from '../form.ts';
import { zhCN } from '../words/index.ts';
import type { PressKind } from './kind.ts';
import { ranges } from './written.ts';

/** What is known of a compound where something is begun. */
export interface Ground {
  buildings: readonly Building[];
  points: readonly { id: string; name: string }[];
  gates: readonly { id: string; name: string }[];
}

const { press: words } = zhCN.desk;

/** Whoever writes after midnight means the day that has begun; before it, tomorrow. */
export const nextDay = (now: Instant): Day => (timeOf(now) < '06:00' ? dayOf(now) : addDays(dayOf(now), 1));

/** Equal parts in the order of the list; the first ones are the larger. */
const shared = <One>(all: readonly One[], parts: number): One[][] => {
  const size = Math.ceil(all.length / parts);
  return Array.from({ length: parts }, (_, at) => all.slice(at * size, (at + 1) * size)).filter((part) => part.length > 0);
};

const idsOf = (buildings: readonly Building[]): string => ranges(buildings.map(({ id }) => id));

const hour = (from: number): string => `${String(from).padStart(2, '0')}:00`;

const round = ({ buildings, points, gates }: Ground, now: Instant, both: boolean) => {
  const [first, ...others] = points.length > 0 ? points : gates;
  const day = nextDay(now);
  const stops = first ? [first, ...others] : [];
  const parts = shared(buildings, Math.max(1, stops.length));
  const fine = parts.map((part, at) => ({ point: stops[at]?.id ?? '', from: '07:00', to: '08:30', buildings: idsOf(part) }));
  // In the rain all go to one roof, one after the other.
  const rainy = parts.map((part, at) => ({ point: first?.id ?? '', from: hour(7 + at), to: hour(8 + at), buildings: idsOf(part) }));
  return { title: words.roundTitle(zhCN.dates.date(day)), day, plan: both ? 'undecided' : 'fine', fine, ...(both && { rainy }) };
};

const supply = ({ buildings, points, gates }: Ground, now: Instant) => {
  const place = gates[0]?.name ?? points[0]?.name ?? '';
  const slots = shared(buildings, 2).map((part, at) => ({ from: hour(14 + at), to: hour(15 + at), place, buildings: idsOf(part) }));
  return { title: '', day: nextDay(now), items: [{ name: '', amount: words.eachHome }], slots };
};

const post = (_: Ground, now: Instant) => ({
  ...{ title: words.postTitle, team: 'sampling', place: '' },
  shifts: [{ day: nextDay(now), from: '06:30', to: '09:00', places: '4' }],
});

/** The ways to begin, by kind. */
export const TEMPLATES = {
  notice: ['blank', 'lift', 'water', 'mask'],
  round: ['blank', 'both'],
  supply: ['blank'],
  post: ['blank'],
} as const satisfies Record<PressKind, readonly string[]>;

const notice = (now: Instant, template: string) => {
  const text = Object.entries(words.notices).find(([name]) => name === template)?.[1] ?? { title: '', body: '' };
  return { ...text, level: 'normal', until: addDays(dayOf(now), 1), channels: ['page', 'group', 'poster'] };
};

/** The form that something new begins with. @param now the town's time */
export const templateFor = (kind: PressKind, template: string, ground: Ground, now: Instant): Fields => {
  if (kind === 'notice') return fieldsOf(notice(now, template));
  if (kind === 'round') return fieldsOf(round(ground, now, template === 'both'));
  return fieldsOf(kind === 'supply' ? supply(ground, now) : post(ground, now));
};

const GONE = /^(fine|rainy)\.\d+\.(state|late)$/;
const ISSUED = /^(day|at)$/;
const DAY = /(^|\.)(day|until|opensday)$/;
const daysBetween = (one: Day, other: Day): number => Math.round((Date.parse(other) - Date.parse(one)) / 86_400_000);

/**
 * The same once more: its days moved so that the first one is today or tomorrow, its dates in words with them, and what
 * had become of it forgotten.
 */
export const repeated = (kind: PressKind, fields: Fields, now: Instant): Fields => {
  const days = Object.entries(fields).flatMap(([name, value]) => (DAY.test(name) && typeof value === 'string' ? [value] : []));
  const named = fields[kind === 'notice' ? 'until' : 'day'];
  const was = typeof named === 'string' ? named : [...days].sort()[0];
  if (!was) return fields;
  const moved = daysBetween(was, kind === 'notice' ? addDays(dayOf(now), 1) : nextDay(now));
  const inWords = new Map([...new Set(days)].map((day) => [zhCN.dates.date(day), zhCN.dates.date(addDays(day, moved))]));
  // All in one go, so that a day that was moved is not moved again.
  const dates = new RegExp(`(?<!\\d)(?:${[...inWords.keys()].join('|')})`, 'g');
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]): [string, string | readonly string[]][] => {
      if (GONE.test(name) || (kind === 'notice' && ISSUED.test(name))) return [];
      if (typeof value !== 'string') return [[name, value]];
      return [[name, DAY.test(name) ? addDays(value, moved) : value.replace(dates, (date) => inWords.get(date) ?? date)]];
    }),
  );
};
