// `npm run city -- plan|render|deploy|index|simulate|sample …`: what runs a city of towns.
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { deployTowns, MANNER, TOOLS } from './deploy.ts';
import { CityFault, readCity } from './file.ts';
import { indexCity } from './front.ts';
import { planLines } from './plan.ts';
import { contentOf, renderCity, unmade } from './render.ts';
import { sampleTowns, writeSample } from './sample.ts';
import { sceneLines } from './scenes.ts';
import { stepsOf } from './steps.ts';

const USAGE = `npm run city -- plan FILE [--catalogues DIR]      what it needs, against the platform's limits and prices
npm run city -- render FILE DIR                  each town's configuration
npm run city -- deploy FILE DIR [--at-once 4] [--only a,b] [--dry-run] [--fresh]
npm run city -- index FILE DIR [--catalogues DIR] the city's front page
npm run city -- simulate [FILE]                  what an opening does to the databases
npm run city -- sample DIR                       a generated city to try all this with`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    catalogues: { type: 'string' },
    'at-once': { type: 'string', default: '4' },
    only: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
  },
});

/** A part of the command line that has to be there. */
const given = (part: string | undefined): string => {
  if (part === undefined) throw new CityFault(USAGE);
  return resolve(part);
};

const [verb, first, second] = positionals;
const catalogues = values.catalogues && resolve(values.catalogues);

const deploy = async (): Promise<void> => {
  const [file, into] = [given(first), given(second)];
  const city = readCity(file);
  const named = values.only?.split(',');
  const unknown = named?.filter((id) => !city.towns.some((town) => town.id === id)) ?? [];
  if (unknown.length > 0) throw new CityFault(`No town ${unknown.join(', ')} in ${file}.`);
  const towns = city.towns.filter(({ id }) => named?.includes(id) ?? true);
  const missing = unmade({ ...city, towns });
  if (values['dry-run']) {
    console.log(`all: node ${TOOLS.build}`);
    for (const town of towns)
      for (const step of stepsOf(town, join(into, town.id), TOOLS)) console.log(`${town.id}: node ${step.args.join(' ')}`);
    for (const command of missing) console.log(`! not made yet: ${command}`);
    return;
  }
  if (missing.length > 0) throw new CityFault(`These databases have no id in ${file} yet:\n${missing.join('\n')}`);
  renderCity(city, file, into);
  if (values.fresh) rmSync(join(into, 'progress.json'), { force: true });
  const failed = await deployTowns(towns, into, { ...MANNER, atOnce: Math.max(1, Math.trunc(Number(values['at-once'])) || 1) });
  if (failed.length > 0) throw new CityFault(`Not deployed: ${failed.join(', ')}. The same command goes on from here.`);
};

const render = (): void => {
  const [file, into] = [given(first), given(second)];
  const city = readCity(file);
  for (const town of renderCity(city, file, into)) console.warn(`! ${town.id}: no content in ${contentOf(town, file)}`);
  for (const command of unmade(city)) console.warn(`! not made yet: ${command}`);
  console.log(`${city.towns.length} towns in ${into}`);
};

try {
  if (verb === 'plan') console.log(planLines(readCity(given(first)), Date.now(), catalogues).join('\n'));
  else if (verb === 'render') render();
  else if (verb === 'deploy') await deploy();
  else if (verb === 'index') await indexCity(readCity(given(first)), given(second), catalogues);
  else if (verb === 'simulate')
    console.log(sceneLines(first ? readCity(resolve(first)).towns : sampleTowns().map(({ town }) => town)).join('\n'));
  else if (verb === 'sample') writeSample(given(first));
  else throw new CityFault(USAGE);
} catch (error) {
  // What a person has to put right is a sentence; what is a fault of the program shows where.
  console.error(error instanceof CityFault ? error.message : error);
  process.exitCode = 1;
}
