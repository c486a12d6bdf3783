import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';

/** What the test orders of all stand-ins: how many that draw must have begun before one of them ends, and how many times which of them fails. */
export const orders = z.object({ meet: z.number(), fails: z.array(z.tuple([z.string(), z.number()])) });

/** The folder in which they write down what they were asked. */
export const FOLDER = process.env['STAND_IN'] ?? '';

const LOG = join(FOLDER, 'asked.log');
const PATIENCE = 30_000;
const note = (line: object): void => appendFileSync(LOG, `${JSON.stringify(line)}\n`);
const drawsBegun = (): number => readFileSync(LOG, 'utf8').match(/: draw","begins"/g)?.length ?? 0;

/** Writes down that it was asked, waits for the others, does what it stands for, and fails where it is told to. */
export const asked = async (name: string, deed: () => void = () => undefined): Promise<void> => {
  const { fails, meet } = orders.parse(JSON.parse(readFileSync(join(FOLDER, 'orders.json'), 'utf8')));
  note({ name, begins: Date.now() });
  const until = Date.now() + PATIENCE;
  while (name.endsWith(': draw') && drawsBegun() < meet && Date.now() < until) await pause(10);
  deed();
  note({ name, ends: Date.now() });
  // Each order fails so many times, then no more.
  const most = fails.find(([which]) => which === name)?.[1] ?? 0;
  const counted = join(FOLDER, encodeURIComponent(`failed ${name}`));
  const before = existsSync(counted) ? readFileSync(counted, 'utf8').length : 0;
  if (before >= most) return;
  appendFileSync(counted, 'x');
  console.error('✘ [ERROR] A request to the Cloudflare API failed. Service unavailable [code: 7010]');
  process.exitCode = 1;
};
