import { addDays, type Day, dayOf, type Instant, instant, weekdayOf } from './clock.ts';

/** The town's calendar: weekdays that are off, weekends that are worked (`town.md`). */
export interface Calendar {
  holidays: readonly Day[];
  worked: readonly Day[];
}

/** Whether offices and the medicine teams work on this day. */
export const isWorkday = (day: Day, { holidays, worked }: Calendar): boolean => {
  if (worked.includes(day)) return true;
  const weekday = weekdayOf(day);
  return weekday !== 0 && weekday !== 6 && !holidays.includes(day);
};

/**
 * By when a request asked at `asked` is promised: the end (24:00) of the `workdays`-th working day
 * after the day of asking. Urgent ones are promised for the end of the same day, working or not.
 * Source: seeds/002, "通常两个工作日".
 *
 * @param workdays whole working days, 0 for the same day
 */
export const dueAt = (asked: Instant, workdays: number, urgent: boolean, calendar: Calendar): Instant => {
  let day = dayOf(asked);
  let left = urgent ? 0 : workdays;
  // A town that declares no working day at all would never answer: stop after a year.
  for (let tries = 0; left > 0 && tries < 366; tries++) {
    day = addDays(day, 1);
    if (isWorkday(day, calendar)) left--;
  }
  return instant(day, '24:00');
};
