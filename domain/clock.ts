import { remembered } from './remembered.ts';

/** A moment in milliseconds since 1970-01-01 UTC. */
export type Instant = number;
/** A calendar day in Shanghai, `2022-04-16`. */
export type Day = string;
/** A time of day in Shanghai, `08:30`; `24:00` is the end of the day. */
export type Time = string;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

// Shanghai has kept UTC+8 without summer time since 1991.
const SHANGHAI = 8 * HOUR;

// Pages name the same few days and times again and again, and dates are slow to write.
const MOST = 5000;
const beginOf = remembered(MOST, (day: Day): Instant => Date.parse(`${day}T00:00:00Z`) - SHANGHAI);
const sinceMidnight = remembered(MOST, (time: Time): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * HOUR + minutes * MINUTE;
});
const dayNumbered = remembered(MOST, (number: number): Day => new Date(number * DAY).toISOString().slice(0, 10));
const minuteNumbered = remembered(MOST, (number: number): Time => new Date(number * MINUTE).toISOString().slice(11, 16));

/** The moment at which `time` strikes in Shanghai on `day`. */
export const instant = (day: Day, time: Time = '00:00'): Instant => beginOf(day) + sinceMidnight(time);

/** The Shanghai day of a moment. @throws RangeError where it is none */
export const dayOf = (at: Instant): Day => dayNumbered(Math.floor((at + SHANGHAI) / DAY));

/** The Shanghai time of day of a moment, to the minute. @throws RangeError where it is none */
export const timeOf = (at: Instant): Time => minuteNumbered(Math.floor((at + SHANGHAI) / MINUTE) % (DAY / MINUTE));

/** `day` moved by a number of calendar days. */
export const addDays = (day: Day, days: number): Day => dayOf(instant(day) + days * DAY);

/** 0 is Sunday, 6 Saturday. */
export const weekdayOf = (day: Day): number => new Date(instant(day) + SHANGHAI).getUTCDay();

/** The moment as HTML's `datetime` wants it, with Shanghai's offset. */
export const machineTime = (at: Instant): string => `${dayOf(at)}T${timeOf(at)}+08:00`;

/** The moment as feeds and alerts want it, to the second, with Shanghai's offset. */
export const exactTime = (at: Instant): string => `${dayOf(at)}T${timeOf(at)}:00+08:00`;

/**
 * How far the town's time is from real time, in milliseconds.
 *
 * @param setting a moment at which the demonstration starts (`2022-04-16 07:30`), an offset in
 *   milliseconds (`-145000000000`), or nothing for real time. A moment ticks on from `started`.
 * @param started the real moment at which the process began
 * @throws RangeError if the setting is neither
 */
export const clockOffset = (setting: string | undefined, started: Instant): number => {
  if (!setting) return 0;
  if (/^-?\d+$/.test(setting)) return Number(setting);
  const moment = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})$/.exec(setting);
  if (!moment?.[1] || !moment[2]) throw new RangeError(`PORTAL_CLOCK: "${setting}" is neither "2022-04-16 07:30" nor milliseconds`);
  return instant(moment[1], moment[2]) - started;
};
