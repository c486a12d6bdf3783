import { HOUR, type Instant, MINUTE } from '../../domain/clock.ts';

/** A deed that is done again and again until it is stopped. */
export interface Routine {
  /** Waits for the one under way, and begins no other. */
  stop: () => Promise<void>;
}

// A timer that slept with its machine rings late: no wait is longer than this, and the clock is read anew.
const LONGEST = 10 * MINUTE;

/**
 * Does something at each of the moments that `next` names. What fails is told and tried again at the next one.
 * @param next the first moment after the one given, real time
 */
export const routine = (next: (after: Instant) => Instant, deed: () => Promise<unknown>, failed: (error: unknown) => void): Routine => {
  let timer: NodeJS.Timeout | undefined;
  let under: Promise<unknown> = Promise.resolve();
  let stopped = false;
  const wait = (due: Instant): void => {
    if (stopped) return;
    timer = setTimeout(
      () => {
        if (Date.now() < due) return wait(due);
        under = deed()
          .catch(failed)
          .then(() => wait(next(Date.now())));
      },
      Math.min(LONGEST, Math.max(0, due - Date.now())),
    );
    // The server keeps the process, not a clock.
    timer.unref();
  };
  wait(next(Date.now()));
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await under;
    },
  };
};

/** Each hour, so many minutes after it. */
export const hourlyAt =
  (minute: number) =>
  (after: Instant): Instant =>
    Math.floor((after - minute * MINUTE) / HOUR + 1) * HOUR + minute * MINUTE;

/** Each full minute. */
export const eachMinute = (after: Instant): Instant => Math.floor(after / MINUTE + 1) * MINUTE;

/** Each full hour of the town's clock, midnight among them. @param clockOffset town time minus real time, ms */
export const townHour =
  (clockOffset: number) =>
  (after: Instant): Instant =>
    Math.floor((after + clockOffset) / HOUR + 1) * HOUR - clockOffset;
