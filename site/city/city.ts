import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { city as words } from '../../domain/words/zh-CN/city.ts';
import { initialsOf, pinyinOf } from '../catalogue/initials.ts';

const compound = z.object({ id: z.string(), name: z.string() });
const committee = z.object({ id: z.string(), name: z.string(), compounds: z.array(compound) });
const town = z.object({
  id: z.string(),
  name: z.string(),
  district: z.string().default(words.elsewhere),
  url: z.string(),
  /** Absent where the town could not be read. */
  committees: z.array(committee).optional(),
});
const phone = z.object({ name: z.string(), phone: z.string(), hours: z.string().optional() });
const file = z.object({ name: z.string(), phones: z.array(phone).default([]), towns: z.array(town) });

/** The city as `npm run city -- index` hands it over. */
export const city = file.parse(JSON.parse(readFileSync(process.env['CITY_JSON'] ?? '', 'utf8')));
export const now = Date.now();

/** A compound, and whose it is. */
export interface Place {
  name: string;
  initials: string;
  committee: string;
  /** Its town's place in `city.towns`. */
  town: number;
  /** `/mingdu/xibu-mingdu-huayuan/` */
  path: string;
}

const order = new Intl.Collator('zh');

/** Every compound of the city, as a telephone book has them. */
export const places: readonly Place[] = city.towns
  .flatMap(({ committees = [] }, at) =>
    committees.flatMap(({ id, name, compounds }) =>
      compounds.map(
        (one): Place => ({ name: one.name, initials: initialsOf(one.name), committee: name, town: at, path: `/${id}/${one.id}/` }),
      ),
    ),
  )
  .sort((one, other) => (one.initials < other.initials ? -1 : one.initials > other.initials ? 1 : order.compare(one.name, other.name)));

/** Whoever has no second letter, or no letter at all. */
export const NONE = '0';
const letterAt = (initials: string, at: number): string => (/[a-z]/.test(initials[at] ?? '') ? (initials[at] ?? NONE) : NONE);
export const firstOf = ({ initials }: Place): string => letterAt(initials, 0);
export const secondOf = ({ initials }: Place): string => letterAt(initials, 1);

/** A letter as it is shown. */
export const said = (letter: string): string => (letter === NONE ? '#' : letter.toUpperCase());

/** The districts with their towns, each with the name of its page. */
export const districts = [...Map.groupBy(city.towns, ({ district }) => district)].map(([name, towns]) => ({
  name,
  slug: pinyinOf(name).replace(/[^a-z0-9]/g, '') || NONE,
  towns: [...towns].sort((one, other) => order.compare(pinyinOf(one.name), pinyinOf(other.name))),
}));

/** How many compounds a town has. */
export const sizeOf = ({ committees = [] }: (typeof city.towns)[number]): number =>
  committees.reduce((sum, { compounds }) => sum + compounds.length, 0);

/** Towns whose places are not known today. */
export const missing = city.towns.filter(({ committees }) => !committees);
