import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import type { CityTown } from '../../domain/city.ts';
import { codeHash } from '../../site/code.ts';
import { lanes } from '../repository/lanes.ts';
import { layCode, makeCode } from './code.ts';
import { standingOf } from './content.ts';
import { openProgress } from './progress.ts';
import { type Ended, run } from './run.ts';
import { clientOf, type Step, stepsOf, type Tools } from './steps.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The portal's own tools, from its root. */
export const TOOLS: Tools = {
  build: 'site/build.ts',
  publish: 'site/publish.ts',
  wrangler: 'node_modules/wrangler/bin/wrangler.js',
};

// As publishing tells them, `mingdu/notices/n1.md:2: …`. More of them would hide what else is said.
const FAULT = /:\d+: /;
const MOST_FAULTS = 10;

export interface Manner {
  tools: Tools;
  /** How many towns are under way at once. */
  atOnce: number;
  /** How many cores draw. */
  cores: number;
  /** How often a step is tried, and the milliseconds before it is tried again, twice as many each time. */
  tries: number;
  wait: number;
  /** Where the build leaves what it makes. */
  built: string;
  say: (line: string) => void;
}

export const MANNER: Manner = {
  ...{ tools: TOOLS, atOnce: 4, cores: availableParallelism(), tries: 4, wait: 2000 },
  ...{ built: join(ROOT, 'dist'), say: console.log },
};

/**
 * Deploys towns, a few at once; a step that fails is tried again, a town that fails lets the others go on. What is done is
 * written down: the next call goes on from there.
 * @param into the folder that `render` wrote
 * @returns the ids of towns that could not be deployed
 * @throws CityFault where the code can't be made
 */
export const deployTowns = async (towns: readonly CityTown[], into: string, manner: Manner = MANNER): Promise<string[]> => {
  const { tools, atOnce, cores, tries, wait, built, say } = manner;
  const hash = codeHash();
  await makeCode(into, built, hash, tools, say);
  const progress = openProgress(join(into, 'progress.json'), hash, new Date().toISOString());
  if (progress.resumed === 'other') say('What was begun was of other code: all towns are deployed anew.');
  else if (progress.resumed) say(`Going on with what was begun at ${progress.begun}.`);
  // Where few towns are under way, each is drawn with several cores.
  const drawing = lanes(cores);
  const each = { PUBLISH_CORES: String(Math.max(1, Math.trunc(cores / atOnce))) };
  const failed: string[] = [];
  let finished = 0;

  // A town whose file is wrong goes live without it, and its clerk sees that on the page; whoever deploys can tell him which. Told once: a
  // town of which nothing changed is not read again.
  const tellFaults = ({ id }: CityTown, warned: readonly string[], content: string | undefined): void => {
    const faults = warned.filter((line) => FAULT.test(line));
    if (faults.length > 0) say([`${id}: wrong in its content`, ...faults.slice(0, MOST_FAULTS)].join('\n    '));
    if (faults.length > MOST_FAULTS) say(`${id}: and ${faults.length - MOST_FAULTS} more: npm run content:check ${content}`);
  };

  const draw = async (town: CityTown, folder: string, { args }: Step, settings: NodeJS.Dict<string>): Promise<Ended> => {
    const ended = await run(args, { ...settings, ...each, LOCAL_DIR: folder });
    tellFaults(town, ended.warned, settings['CONTENT_DIR']);
    if (ended.fault === undefined) layCode(into, clientOf(folder));
    return ended;
  };

  const attempt = async (town: CityTown, step: Step, deed: () => Promise<Ended>): Promise<boolean> => {
    for (let tried = 1; ; tried++) {
      const { fault } = await deed();
      if (fault === undefined) return true;
      say(`${town.id}: ${step.name} failed (${tried} of ${tries})\n${fault.replace(/^/gm, '    ')}`);
      if (tried >= tries) return false;
      await pause(wait * 2 ** (tried - 1));
    }
  };

  const deployTown = async (town: CityTown): Promise<boolean> => {
    const folder = join(into, town.id);
    const settings = parseEnv(readFileSync(join(folder, 'draw.env'), 'utf8'));
    for (const step of stepsOf(town, folder, tools)) {
      if (progress.isDone(town.id, step.name)) continue;
      if (step.name === 'draw') {
        const { fault, edited } = await standingOf(settings['CONTENT_DIR'] ?? '');
        if (fault !== undefined) {
          say(`${town.id}: ${fault}`);
          return false;
        }
        if (edited)
          say(
            `${town.id}: ${edited === 1 ? '1 file is not as it is' : `${edited} files are not as they are`} committed; deployed is what is committed`,
          );
      }
      const deed = step.name === 'draw' ? () => drawing(() => draw(town, folder, step, settings)) : () => run(step.args, settings);
      if (!(await attempt(town, step, deed))) return false;
      progress.mark(town.id, step.name);
    }
    return true;
  };

  const waiting = [...towns];
  const worker = async (): Promise<void> => {
    for (let town = waiting.shift(); town; town = waiting.shift()) {
      const done = await deployTown(town);
      if (done) finished++;
      else failed.push(town.id);
      say(`${finished + failed.length}/${towns.length} ${town.id} ${done ? 'done' : 'FAILED'}`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, atOnce) }, worker));
  if (failed.length === 0) progress.finish();
  return failed;
};
