import { closeSync, existsSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { parseEnv } from 'node:util';
import * as z from 'zod';
import type { Bindings } from './host.ts';

/** The two secrets of {@link Bindings}, as a machine keeps them in a file. */
export type Secrets = Pick<Bindings, 'SEAL_KEYS' | 'LOOKUP_KEY'>;

const secrets = z.object({ SEAL_KEYS: z.string().min(1), LOOKUP_KEY: z.string().min(1) });

const random = () => Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64');

const OTHERS = 0o077;

/**
 * Makes a machine's secrets, once: with others nothing that is in its database could be opened.
 * They are on the disk before anything is sealed with them.
 */
export const makeSecrets = (path: string): void => {
  if (existsSync(path)) return;
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, `SEAL_KEYS="k1:${random()}"\nLOOKUP_KEY="${random()}"\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** @throws Error where one of them is missing */
export const secretsIn = (env: Readonly<Record<string, string | undefined>>): Secrets => secrets.parse(env);

/** @throws Error where the file is missing or incomplete, or other users of the machine can read it */
export const readSecrets = (path: string): Secrets => {
  if (process.platform !== 'win32' && statSync(path).mode & OTHERS) throw new Error(`Others can read ${path}: chmod 600 ${path}`);
  return secretsIn(parseEnv(readFileSync(path, 'utf8')));
};
