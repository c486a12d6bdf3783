import { addDays, type Day, dayOf, type Instant, instant } from '../../domain/clock.ts';

const MOMENT = 1e12;
const DAY_WRITTEN = /^\d{4}-\d{2}-\d{2}$/;

/** Never: nothing on the page is bound to time. */
export const NEVER = Number.MAX_SAFE_INTEGER;

/** When pages say another word for a day: the day before yesterday has none, then 昨天, 今天, 明天, 后天. */
const turnsOf = (day: Day): Instant[] => [-2, -1, 0, 1, 2].map((days) => instant(addDays(day, days)));

const momentsOf = (value: unknown, key: string): Instant[] => {
  if (typeof value === 'number') return value < MOMENT ? [] : key === 'startsAt' ? [value, ...turnsOf(dayOf(value))] : [value];
  return key === 'until' && typeof value === 'string' && DAY_WRITTEN.test(value) ? turnsOf(value) : [];
};

/**
 * The first moment after `now` at which pages made of `value` may say something else: a notice begins or ends, a batch or slot
 * is over, a day is called another name. Until then they need not be drawn again.
 * @param value any part of the catalogue; moments are found wherever they stand in it
 * @param daily whether every page says today's day, as those of a demonstration do
 */
export const dueAfter = (now: Instant, value: unknown, daily: boolean): Instant => {
  let due = daily ? instant(addDays(dayOf(now), 1)) : NEVER;
  const visit = (value: unknown, key: string): void => {
    if (typeof value !== 'object' || value === null) {
      for (const moment of momentsOf(value, key)) if (moment > now && moment < due) due = moment;
    } else if (Array.isArray(value)) {
      for (const one of value) visit(one, key);
    } else {
      const { day, at } = value as { day?: unknown; at?: unknown };
      if (typeof day === 'string' && typeof at === 'string') visit(instant(day, at), '');
      for (const [name, one] of Object.entries(value)) visit(one, name);
    }
  };
  visit(value, '');
  return due;
};
