import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';

/** What the test orders of all stand-ins: the milliseconds that each takes, and how many times which of them fails. */
export const orders = z.object({ slow: z.number(), fails: z.array(z.tuple([z.string(), z.number()])) });

/** The folder in which they write down what they were asked. */
export const FOLDER = process.env['STAND_IN'] ?? '';

const note = (line: object): void => appendFileSync(join(FOLDER, 'asked.log'), `${JSON.stringify(line)}\n`);

/** Writes down that it was asked, takes a while, does what it stands for, and fails where it is told to. */
export const asked = async (name: string, deed: () => void = () => undefined): Promise<void> => {
  const { fails, slow } = orders.parse(JSON.parse(readFileSync(join(FOLDER, 'orders.json'), 'utf8')));
  note({ name, begins: Date.now() });
  await pause(slow);
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
