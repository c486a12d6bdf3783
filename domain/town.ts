import * as z from 'zod';
import { phonebook } from './phonebook.ts';
import { typedIn } from './typed.ts';
import { zhCN } from './words/index.ts';

const { text, day, count, list } = typedIn(zhCN.errors);
const { content: w, errors } = zhCN;

/** `town.md`: the street office or town, its calendar, and for how long what people send is kept. */
export const townFile = z.strictObject({
  name: text(w.name, 30),
  phones: phonebook.min(1, errors.required(w.phone)),
  /** `2022-04-16 07:30`: the town is a demonstration, and its clock starts there. */
  clock: text(w.clock, 20)
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, errors.time(w.clock))
    .optional(),
  holidays: list(day(w.day)).optional(),
  worked: list(day(w.day)).optional(),
  /** Days that sign-ups are kept after their slot, and requests after their end. */
  keep: z
    .strictObject({ signups: count(w.retentionDays, 0, 7).default(7), requests: count(w.retentionDays, 1, 30).default(30) })
    .optional(),
});
export type TownFile = z.infer<typeof townFile>;

/** `<committee>/committee.md` */
export const committeeFile = z.strictObject({
  name: text(w.name, 30),
  address: text(w.address, 60).optional(),
  pinyin: text(w.pinyin, 20).optional(),
  residents: count(w.residents, 1, 100000).optional(),
  households: count(w.households, 1, 50000).optional(),
  phones: phonebook.min(1, errors.required(w.phone)),
});
export type CommitteeFile = z.infer<typeof committeeFile>;
