import * as z from 'zod';
import { addDays, type Day, dayOf, HOUR, type Instant, instant, MINUTE, type Time } from './clock.ts';
import { CALL_RESULTS, OUTCOMES } from './status.ts';
import { typedIn } from './typed.ts';
import type { Words } from './words/index.ts';

/** How long a note may be. */
export const NOTE_MAX = 500;

/** When to call again: not at all, in half an hour, in two hours, tomorrow at nine, or at a moment of one's own. */
export const AGAIN = ['no', 'half', 'two', 'morning', 'at'] as const;
export type Again = (typeof AGAIN)[number];

/** A moment at which somebody is to be called again. */
export interface CallAgain {
  again: Again;
  day?: Day | undefined;
  time?: Time | undefined;
}

const MORNING: Time = '09:00';

/** The moment that was meant; nothing where nobody is to be called again. Without a day it is today. */
export const againAt = ({ again, day, time = MORNING }: CallAgain, now: Instant): Instant | null => {
  const at = {
    no: () => null,
    half: () => now + 30 * MINUTE,
    two: () => now + 2 * HOUR,
    morning: () => instant(addDays(dayOf(now), 1), MORNING),
    at: () => instant(day ?? dayOf(now), time),
  } satisfies Record<Again, () => Instant | null>;
  return at[again]();
};

/** A note: a few lines of somebody of the desk. */
export const noteInput = ({ errors, desk: { requests: w } }: Words) => z.object({ text: typedIn(errors).text(w.noteText, NOTE_MAX) });

/** Something that may be noted along with another deed. */
export const remarkInput = ({ errors, desk: { requests: w } }: Words) =>
  z.object({ text: typedIn(errors).text(w.noteText, NOTE_MAX).optional() });

/** A call: whether anybody answered, and when to call again. @param now town time: what is past can't be a follow-up */
export const callInput = ({ errors, desk: { requests: w } }: Words, now: Instant) => {
  const { text, day, time } = typedIn(errors);
  return z
    .object({
      result: z.enum(CALL_RESULTS, { error: errors.choose(w.callResult) }),
      again: z.enum(AGAIN, { error: errors.choose(w.again) }).default('no'),
      day: day(w.againDay).optional(),
      time: time(w.againTime).optional(),
      text: text(w.noteText, NOTE_MAX).optional(),
    })
    .superRefine((call, { addIssue }) => {
      if (call.again !== 'at') return;
      if (!call.time) return addIssue({ code: 'custom', path: ['time'], message: errors.required(w.againTime) });
      if ((againAt(call, now) ?? now) < now) addIssue({ code: 'custom', path: ['time'], message: w.againPast });
    });
};

/** How a request can be ended by hand; joining it to another one is a deed of its own. */
export const ENDINGS = OUTCOMES.filter((outcome) => outcome !== 'joined');

/** The end of a request: never without an outcome. */
export const endingInput = ({ errors, desk: { requests: w } }: Words) =>
  z.object({
    outcome: z.enum(ENDINGS, { error: errors.choose(w.outcomeLabel) }),
    text: typedIn(errors).text(w.noteText, NOTE_MAX).optional(),
  });
