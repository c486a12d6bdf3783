import { join, resolve } from 'node:path';
import { deployTowns, MANNER, TOOLS } from '../../worker/city/deploy.ts';
import { readCity } from '../../worker/city/file.ts';
import { renderCity } from '../../worker/city/render.ts';

// Deploys a city with all tools but one: in a copy of the code, which a test has to itself.
const [, , folder = ''] = process.argv;
const [file, into] = [join(folder, 'city.yaml'), join(folder, 'out')];
const city = readCity(file);
renderCity(city, file, into);
const failed = await deployTowns(city.towns, into, {
  ...MANNER,
  tools: { ...TOOLS, wrangler: resolve('test/city/standins/wrangler.ts') },
  tries: 1,
});
process.exitCode = failed.length;
