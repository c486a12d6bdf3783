import * as z from 'zod';
import { publicPhone } from './phone.ts';
import { phonebook } from './phonebook.ts';
import { listTyped, plain, typedIn } from './typed.ts';
import { zhCN } from './words/index.ts';

const { text, code, day, time, count, word, list } = typedIn(zhCN.errors);
const { content: w, errors, places } = zhCN;

/** A place on the compound's simple map: 0,0 is the upper left corner, 100,100 the lower right. */
const position = z.preprocess(
  (typed) => (typeof typed === 'string' ? listTyped(typed) : typed),
  z.tuple([count(w.position, 0, 100), count(w.position, 0, 100)], { error: zhCN.errors.required(w.position) }),
);

/** `1-12` → 1 … 12; `甲` stays. */
export const idsTyped = (typed: unknown): unknown => {
  const entries = listTyped(typed);
  if (!Array.isArray(entries)) return entries;
  return entries.flatMap((entry) => {
    if (typeof entry !== 'string') return [entry];
    const [, from, to] = /^(\d{1,4})[-~—–至到](\d{1,4})$/.exec(plain(entry).replace(/号楼?|幢|栋/g, '')) ?? [];
    if (!from || !to || Number(to) < Number(from) || Number(to) - Number(from) > 500) return [plain(entry)];
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, step) => String(Number(from) + step));
  });
};

const buildings = z.strictObject({
  ids: z.preprocess(idsTyped, z.array(code(w.ids, 40), { error: errors.required(w.ids) })),
  name: text(w.name, 30).optional(),
  households: count(w.households, 1, 5000).optional(),
  floors: count(w.floors, 1, 100).optional(),
  units: count(w.units, 1, 30).optional(),
  phone: publicPhone(errors.required(w.phone), errors.phone).optional(),
  position: position.optional(),
  row: z.array(position).length(2).optional(),
});

const place = z.strictObject({
  id: code(w.id, 30),
  name: text(w.name, 30),
  position: position.optional(),
  note: text(w.note, 100).optional(),
});
export type Place = z.infer<typeof place>;

const status = z.strictObject({
  state: word(w.state, places.status),
  since: day(w.since),
  until: day(w.until).optional(),
  changed: z.strictObject({ day: day(w.day), at: time(w.at) }),
  note: text(w.note, 200).optional(),
});

/** `<committee>/<compound>/compound.md` */
export const compoundFile = z.strictObject({
  name: text(w.name, 30),
  kind: word(w.kind, places.kind),
  address: text(w.address, 60).optional(),
  pinyin: code(w.pinyin, 20).optional(),
  households: count(w.households, 1, 20000).optional(),
  residents: count(w.residents, 1, 50000).optional(),
  status,
  phones: phonebook.optional(),
  bring: list(text(w.bring, 40)).optional(),
  buildings: z.array(buildings, { error: errors.required(w.building) }).min(1, errors.required(w.building)),
  gates: z.array(place).optional(),
  points: z.array(place).optional(),
  route: list(code(w.point, 30)).optional(),
});
export type CompoundFile = z.infer<typeof compoundFile>;
export type Status = CompoundFile['status'];
