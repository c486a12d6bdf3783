import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CityFile, type CityTown, databasesOf } from '../../domain/city.ts';
import { configOf, drawSettings } from './config.ts';

const MIGRATIONS = fileURLToPath(new URL('../../db/migrations', import.meta.url));

/** The folder of a town's Markdown. @param file the city's file */
export const contentOf = ({ id, content = id }: CityTown, file: string): string => resolve(dirname(file), content);

/** Databases that nobody has made yet, as commands that make them. */
export const unmade = ({ towns }: CityFile): string[] =>
  towns.flatMap((town) => databasesOf(town).flatMap(({ name, id }) => (id ? [] : [`npx wrangler d1 create ${name}`])));

/**
 * Writes each town's `wrangler.json`, and `draw.env` with what is told to whoever draws its pages, into a folder of its own under `into`.
 * @param file the city's file, from which the content folders are found
 * @returns towns whose content folder is not there
 */
export const renderCity = (city: CityFile, file: string, into: string): CityTown[] => {
  for (const [at, town] of city.towns.entries()) {
    const folder = join(into, town.id);
    mkdirSync(folder, { recursive: true });
    const settings = drawSettings(town, contentOf(town, file));
    writeFileSync(
      join(folder, 'wrangler.json'),
      `${JSON.stringify(configOf(town, relative(folder, MIGRATIONS), at, city.zone), null, 2)}\n`,
    );
    writeFileSync(
      join(folder, 'draw.env'),
      Object.entries(settings)
        .map(([name, value]) => `${name}=${JSON.stringify(value)}\n`)
        .join(''),
    );
  }
  return city.towns.filter((town) => !existsSync(contentOf(town, file)));
};
