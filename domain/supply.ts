import * as z from 'zod';
import { idsTyped } from './compound.ts';
import { type Instant, instant } from './clock.ts';
import { opensAt, opensFile } from './opens.ts';
import { type Slot, slotKey } from './slot.ts';
import { typedIn } from './typed.ts';
import { zhCN } from './words/index.ts';

const { text, code, day, time, count, list } = typedIn(zhCN.errors);
const { content: w, errors } = zhCN;

const slotFile = z
  .strictObject({
    id: code(w.id, 30).optional(),
    day: day(w.day).optional(),
    from: time(w.from),
    to: time(w.to),
    place: text(w.place, 40),
    capacity: count(w.capacity, 1, 5000).optional(),
    buildings: z.preprocess(idsTyped, z.array(code(w.building, 40))).optional(),
  })
  .refine(({ from, to }) => to > from, { error: errors.endsBeforeStart, path: ['to'] });

/** A slot without an id is called by its start, `0900`. */
export const slotId = ({ id, from }: { id?: string | undefined; from: string }): string => id ?? from.replace(':', '');

/** `supplies/<id>.md`: a distribution, what each household gets and in which slots (seeds/004: 10.3 tonnes of rice). */
export const supplyFile = z.strictObject({
  title: text(w.title, 40),
  day: day(w.day),
  items: z
    .array(z.strictObject({ name: text(w.item, 20), amount: text(w.amount, 20) }), { error: errors.required(w.item) })
    .min(1, errors.required(w.item)),
  source: text(w.source, 60).optional(),
  proxy: text(w.proxy, 100).optional(),
  bring: list(text(w.bring, 40)).optional(),
  /** When its sign-up opens: committees that open one after the other do not press the same database at once. */
  opens: opensFile.optional(),
  slots: z.array(slotFile, { error: errors.required(w.from) }).min(1, errors.required(w.from)),
  changed: z.strictObject({ day: day(w.day), at: time(w.at) }),
});
export type SupplyFile = z.infer<typeof supplyFile>;

export interface Supply extends Omit<SupplyFile, 'slots' | 'changed' | 'day' | 'bring' | 'opens'> {
  id: string;
  bring: readonly string[];
  slots: readonly Slot[];
  changedAt: Instant;
  html: string;
}

/** The file of a distribution, with its slots' moments worked out. */
export const supplyOf = (id: string, { day, slots, changed, bring, opens, ...file }: SupplyFile, html: string): Supply => ({
  ...file,
  id,
  html,
  bring: bring ?? [],
  changedAt: instant(changed.day, changed.at),
  slots: slots.map((slot) => {
    const { from, to, place, capacity, buildings } = slot;
    const date = slot.day ?? day;
    return {
      key: slotKey('supply', id, slotId(slot)),
      kind: 'supply',
      of: id,
      id: slotId(slot),
      title: file.title,
      startsAt: instant(date, from),
      endsAt: instant(date, to),
      place,
      capacity,
      buildings,
      opensAt: opensAt(opens),
    };
  }),
});

/** When the last slot ends. */
export const supplyEndsAt = ({ slots }: Supply): Instant => Math.max(...slots.map(({ endsAt }) => endsAt));
