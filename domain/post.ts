import * as z from 'zod';
import { addDays, type Instant, instant } from './clock.ts';
import { opensAt, opensFile } from './opens.ts';
import { type Slot, slotKey } from './slot.ts';
import { typedIn } from './typed.ts';
import { zhCN } from './words/index.ts';

const { text, code, day, time, count, list, word } = typedIn(zhCN.errors);
const { content: w, errors } = zhCN;

const shiftFile = z
  .strictObject({
    id: code(w.id, 30).optional(),
    day: day(w.day),
    from: time(w.from),
    to: time(w.to),
    places: count(w.places, 1, 500),
  })
  .refine(({ from, to }) => to !== from, { error: errors.endsBeforeStart, path: ['to'] });

/** A shift without an id is called by its day and start, `0416-2300`. */
export const shiftId = ({ id, day, from }: { id?: string | undefined; day: string; from: string }): string =>
  id ?? `${day.slice(5).replace('-', '')}-${from.replace(':', '')}`;

/** `posts/<id>.md`: volunteers wanted, by shift; a shift that ends before it starts goes over midnight (seeds/004: 23:00 to 07:00). */
export const postFile = z.strictObject({
  title: text(w.title, 40),
  team: word(w.team, w.teams).default('office'),
  place: text(w.place, 40),
  needs: list(text(w.needs, 60)).optional(),
  /** When its sign-up opens. */
  opens: opensFile.optional(),
  shifts: z.array(shiftFile, { error: errors.required(w.from) }).min(1, errors.required(w.from)),
  changed: z.strictObject({ day: day(w.day), at: time(w.at) }),
});
export type PostFile = z.infer<typeof postFile>;

export interface Post extends Omit<PostFile, 'shifts' | 'changed' | 'needs' | 'opens'> {
  id: string;
  needs: readonly string[];
  shifts: readonly Slot[];
  changedAt: Instant;
  html: string;
}

/** The file of a post, with its shifts' moments worked out. */
export const postOf = (id: string, { shifts, changed, needs, opens, ...file }: PostFile, html: string): Post => ({
  ...file,
  id,
  html,
  needs: needs ?? [],
  changedAt: instant(changed.day, changed.at),
  shifts: shifts.map((shift) => {
    const { day, from, to, places } = shift;
    return {
      key: slotKey('post', id, shiftId(shift)),
      kind: 'post',
      of: id,
      id: shiftId(shift),
      title: file.title,
      startsAt: instant(day, from),
      endsAt: instant(to < from ? addDays(day, 1) : day, to),
      place: file.place,
      capacity: places,
      opensAt: opensAt(opens),
    };
  }),
});

/** When the last shift ends. */
export const postEndsAt = ({ shifts }: Post): Instant => Math.max(...shifts.map(({ endsAt }) => endsAt));
