import { DAY, type Day, dayOf, type Instant, instant, timeOf, weekdayOf } from '../../clock.ts';

const RELATIVE = ['昨天', '今天', '明天', '后天'];
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** 今天, 明天 … as seen from another day; empty further off. */
const relative = (day: Day, today: Day): string => RELATIVE[1 + (instant(day) - instant(today)) / DAY] ?? '';

const date = (day: Day): string => `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`;
const weekday = (day: Day): string => WEEKDAYS[weekdayOf(day)] ?? '';

/** A moment in full: `4月16日 01:10`. */
const moment = (at: Instant): string => `${date(dayOf(at))} ${timeOf(at)}`;

/** The end of a day is said as that day's 24:00, not as the next day's 00:00. */
const endTime = (startsAt: Instant, endsAt: Instant): string => {
  const nextDay = dayOf(endsAt) !== dayOf(startsAt);
  if (!nextDay) return timeOf(endsAt);
  return timeOf(endsAt) === '00:00' ? '24:00' : `次日${timeOf(endsAt)}`;
};

/** `08:00–08:40`, `23:00–次日07:00` */
const span = (startsAt: Instant, endsAt: Instant): string => `${timeOf(startsAt)}–${endTime(startsAt, endsAt)}`;

/** The last day that is still included before an end: an end at 00:00 belongs to the day before. */
const untilDay = (endsAt: Instant): string => {
  const day = dayOf(endsAt - 1);
  return timeOf(endsAt) === '00:00' ? date(day) : `${date(day)} ${timeOf(endsAt)}`;
};

export const dates = {
  RELATIVE,
  relative,
  date,
  weekday,
  moment,
  span,
  untilDay,
};
