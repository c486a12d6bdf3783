import { spawn } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseEnv } from 'node:util';
import type { CityTown } from '../../domain/city.ts';
import { openProgress } from './progress.ts';
import { type Step, stepsOf, type Tools } from './steps.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const QUIET = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', WRANGLER_WRITE_LOGS: 'false', ASTRO_TELEMETRY_DISABLED: '1' };

/** The portal's own tools, from its root. */
export const TOOLS: Tools = { build: 'site/build.ts', wrangler: 'node_modules/wrangler/bin/wrangler.js' };

export interface Manner {
  tools: Tools;
  /** How many towns are under way at once. */
  atOnce: number;
  /** How often a step is tried, and the milliseconds before it is tried again, twice as many each time. */
  tries: number;
  wait: number;
  /** Where the build leaves its `dist/`. */
  built: string;
  say: (line: string) => void;
}

export const MANNER: Manner = { tools: TOOLS, atOnce: 4, tries: 4, wait: 2000, built: join(ROOT, 'dist'), say: console.log };

/** Runs a command to its end. @returns its last words, where it failed */
const run = (args: readonly string[], settings: Record<string, string | undefined>): Promise<string | undefined> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [...args], {
      cwd: ROOT,
      env: { ...process.env, ...QUIET, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const hear = (piece: unknown): void => {
      said = (said + String(piece)).slice(-2000);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', (error) => done(error.message));
    child.once('close', (code, signal) =>
      done(code === 0 ? undefined : said.trim().split('\n').slice(-3).join('\n') || `ended by ${signal ?? code}`),
    );
  });

/** One after the other, whoever asks. */
const inTurn = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <Result>(deed: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(deed);
    last = mine.catch(() => undefined);
    return mine;
  };
};

/**
 * Deploys towns, a few at once; a step that fails is tried again, a town that fails lets the others go on. What is done is
 * written down: the next call goes on from there.
 * @param into the folder that `render` wrote
 * @returns the ids of towns that could not be deployed
 */
export const deployTowns = async (towns: readonly CityTown[], into: string, manner: Manner = MANNER): Promise<string[]> => {
  const { tools, atOnce, tries, wait, built, say } = manner;
  const progress = openProgress(join(into, 'progress.json'), new Date().toISOString());
  if (progress.resumed) say(`Going on with what was begun at ${progress.begun}.`);
  const alone = inTurn();
  const failed: string[] = [];
  let finished = 0;

  const doStep = async (folder: string, { name, args }: Step): Promise<string | undefined> => {
    const fault = await run(args, { ...parseEnv(readFileSync(join(folder, 'build.env'), 'utf8')) });
    if (fault !== undefined || name !== 'build') return fault;
    rmSync(join(folder, 'dist'), { recursive: true, force: true });
    cpSync(built, join(folder, 'dist'), { recursive: true });
    return undefined;
  };

  const attempt = async (town: CityTown, step: Step): Promise<boolean> => {
    for (let tried = 1; ; tried++) {
      const folder = join(into, town.id);
      const fault = await (step.alone ? alone(() => doStep(folder, step)) : doStep(folder, step));
      if (fault === undefined) return true;
      say(`${town.id}: ${step.name} failed (${tried} of ${tries})\n${fault.replace(/^/gm, '    ')}`);
      if (tried >= tries) return false;
      await pause(wait * 2 ** (tried - 1));
    }
  };

  const deployTown = async (town: CityTown): Promise<boolean> => {
    for (const step of stepsOf(town, join(into, town.id), tools)) {
      if (progress.isDone(town.id, step.name)) continue;
      if (!(await attempt(town, step))) return false;
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
