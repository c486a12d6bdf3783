import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type CityTown, databasesOf } from '../../domain/city.ts';
import { MINUTE } from '../../domain/clock.ts';
import { together } from './load.ts';
import { APART, type Opening } from './openings.ts';

const sheetFile = z.object({ slots: z.array(z.object({ opensAt: z.number().optional(), endsAt: z.number() })) });

/** When each committee's sign-ups open, as its built sheets say. */
const openingsOf = (town: CityTown, folder: string): Opening[] => {
  const bindings = new Map(databasesOf(town).flatMap(({ binding, committees }) => committees.map((id) => [id, binding] as const)));
  return town.committees.flatMap((committee) => {
    const at = join(folder, committee);
    if (!existsSync(at)) return [];
    const sheets = readdirSync(at).map((file) => sheetFile.parse(JSON.parse(readFileSync(join(at, file), 'utf8'))));
    const moments = new Set(sheets.flatMap(({ slots }) => slots.flatMap(({ opensAt }) => (opensAt === undefined ? [] : [opensAt]))));
    return [...moments].map((moment) => ({ committee, database: `${town.id}/${bindings.get(committee) ?? 'DB'}`, at: moment }));
  });
};

/** Openings of a town that press one database together more than it takes at half of what it can. @param root the towns' built sites by id */
export const clashesIn = (town: CityTown, root: string): Opening[] => {
  const openings = openingsOf(town, join(root, town.id, 'catalogue'));
  return openings.filter(
    ({ database, at }) =>
      openings.filter((other) => other.database === database && Math.abs(other.at - at) < APART * MINUTE).length > together(true),
  );
};
