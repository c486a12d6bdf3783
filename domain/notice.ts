import * as z from 'zod';
import { type Instant, instant } from './clock.ts';
import { typedIn } from './typed.ts';
import { zhCN } from './words/index.ts';

const { text, day, time, word, list } = typedIn(zhCN.errors);
const { content: w, errors } = zhCN;

const correction = z.strictObject({ day: day(w.day), at: time(w.at), was: text(w.was, 200), now: text(w.now, 200) });

/** `notices/<id>.md` of the town, a committee or a compound; the text below is the notice. */
export const noticeFile = z
  .strictObject({
    title: text(w.title, 40),
    level: word(w.level, w.levels).default('normal'),
    day: day(w.day),
    at: time(w.at),
    until: day(w.until),
    untilAt: time(w.until).optional(),
    channels: list(word(w.channels, w.channelNames)).optional(),
    corrections: z.array(correction).optional(),
  })
  // A day that is none has been told already, and compares with nothing.
  .refine(({ day, at, until, untilAt }) => !(instant(until, untilAt ?? '24:00') <= instant(day, at)), {
    error: errors.validBeforeIssued,
    path: ['until'],
  });
export type NoticeFile = z.infer<typeof noticeFile>;

/** A notice as it is read: where it holds, and from when until when. */
export interface Notice extends Omit<NoticeFile, 'day' | 'at' | 'until' | 'untilAt'> {
  id: string;
  issuedAt: Instant;
  validUntil: Instant;
  /** When it was last corrected, or issued. */
  changedAt: Instant;
  html: string;
}

/** The file of a notice, with its moments worked out. @param id the file's name @param html its text, cleaned */
export const noticeOf = (id: string, { day, at, until, untilAt, ...rest }: NoticeFile, html: string): Notice => {
  const issuedAt = instant(day, at);
  const corrected = (rest.corrections ?? []).map((one) => instant(one.day, one.at));
  return { ...rest, id, issuedAt, validUntil: instant(until, untilAt ?? '24:00'), changedAt: Math.max(issuedAt, ...corrected), html };
};

/** Current ones first, urgent before normal, newest first. */
export const byUrgencyAndAge = (one: Notice, other: Notice): number =>
  Number(other.level === 'urgent') - Number(one.level === 'urgent') || other.changedAt - one.changedAt;

/** Whether the notice holds at `now`: issued, and not past its validity. */
export const isCurrent = ({ issuedAt, validUntil }: Notice, now: Instant): boolean => issuedAt <= now && now < validUntil;
