import { addDays, type Day, dayOf, type Instant, instant } from '../../domain/clock.ts';

const MOMENT = 1e12;
const DAY_WRITTEN = /^\d{4}-\d{2}-\d{2}$/;

/** When pages say another word for a day: the day before yesterday has none, then 昨天, 今天, 明天, 后天. */
const turnsOf = (day: Day): Instant[] => [-2, -1, 0, 1, 2].map((days) => instant(addDays(day, days)));

/** Moments at which a page made of `value` may say something else. */
const momentsIn = function* (value: unknown, key = ''): Generator<Instant> {
  if (typeof value === 'number') {
    if (value < MOMENT) return;
    yield value;
    if (key === 'startsAt') yield* turnsOf(dayOf(value));
  } else if (typeof value === 'string') {
    if (key === 'until' && DAY_WRITTEN.test(value)) yield* turnsOf(value);
  } else if (Array.isArray(value)) {
    for (const one of value) yield* momentsIn(one, key);
  } else if (value && typeof value === 'object') {
    const { day, at } = value as { day?: unknown; at?: unknown };
    if (typeof day === 'string' && typeof at === 'string') yield instant(day, at);
    for (const [name, one] of Object.entries(value)) yield* momentsIn(one, name);
  }
};

/** Never: nothing on the page is bound to time. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/**
 * The first moment after `now` at which pages made of `value` may say something else: a notice begins or ends, a batch or slot
 * is over, a day is called another name. Until then they need not be drawn again.
 * @param value any part of the catalogue; moments are found wherever they stand in it
 * @param daily whether every page says today's day, as those of a demonstration do
 */
export const dueAfter = (now: Instant, value: unknown, daily: boolean): Instant => {
  let due = daily ? instant(addDays(dayOf(now), 1)) : NEVER;
  for (const moment of momentsIn(value)) if (moment > now && moment < due) due = moment;
  return due;
};
