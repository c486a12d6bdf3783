import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { CityFile, CityTown } from '../../domain/city.ts';
import { CityFault } from './file.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const AT_ONCE = 8;
const PATIENCE = 10_000;
const TRIES = 3;

const catalogue = z.object({
  name: z.string(),
  committees: z.array(z.object({ id: z.string(), name: z.string(), compounds: z.array(z.object({ id: z.string(), name: z.string() })) })),
});
type Catalogue = z.output<typeof catalogue>;

/** What a town publishes of its places: from its built site, or from its own address. */
const catalogueOf = async ({ id, url }: CityTown, sites: string | undefined): Promise<Catalogue> => {
  if (sites) return catalogue.parse(JSON.parse(readFileSync(join(sites, id, 'catalogue/town.json'), 'utf8')));
  const answer = await fetch(`${url}/catalogue/town.json`, { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return catalogue.parse(await answer.json());
};

const tried = async (town: CityTown, sites: string | undefined): Promise<Catalogue | undefined> => {
  for (let left = TRIES; left > 0; left--) {
    try {
      return await catalogueOf(town, sites);
    } catch (error) {
      console.warn(
        `! ${town.id}: ${error instanceof z.ZodError ? 'its catalogue is not one' : error instanceof Error ? error.message : error}`,
      );
      if (sites) return undefined;
    }
  }
  return undefined;
};

/**
 * Draws the city's front page from what its towns publish, and puts it in place of the old one in one step.
 * A town that can't be read is named without its compounds.
 * @param into the folder of the static site
 * @param sites the towns' built sites by id; without it each town is asked at its address
 * @throws CityFault where more than half of the towns can't be read: then the old page stays
 */
export const indexCity = async (city: CityFile, into: string, sites?: string): Promise<void> => {
  const waiting = [...city.towns.entries()];
  const catalogues: (Catalogue | undefined)[] = [];
  const reader = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) catalogues[next[0]] = await tried(next[1], sites);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, reader));
  const missing = city.towns.filter((_, at) => !catalogues[at]);
  if (missing.length * 2 > city.towns.length)
    throw new CityFault(`${missing.length} of ${city.towns.length} towns can't be read; the front page stays as it is.`);

  const work = mkdtempSync(join(tmpdir(), 'front-'));
  const towns = city.towns.map(({ id, name, district, url }, at) => ({ id, name, district, url, committees: catalogues[at]?.committees }));
  writeFileSync(join(work, 'city.json'), JSON.stringify({ name: city.name, phones: city.phones, towns }));
  const drawn = `${into}.new`;
  try {
    await draw(join(work, 'city.json'), drawn);
    rmSync(`${into}.old`, { recursive: true, force: true });
    if (existsSync(into)) renameSync(into, `${into}.old`);
    renameSync(drawn, into);
  } finally {
    for (const rest of [work, drawn, `${into}.old`]) rmSync(rest, { recursive: true, force: true });
  }
};

const draw = (file: string, into: string): Promise<void> =>
  new Promise((done, fail) => {
    const child = spawn(process.execPath, ['site/city/build.ts', file, into], { cwd: ROOT, stdio: 'inherit' });
    child.once('error', fail);
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(`the front page could not be drawn (${code})`))));
  });
