// The database as the command line reaches it: `npm start`'s, the box's with `--box`, or Cloudflare's with `--remote`.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { openDatabase } from '../box/database.ts';
import { pathsIn, settingsIn } from '../box/settings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WRANGLER = 'node_modules/wrangler/bin/wrangler.js';
// A city's town has a configuration of its own.
const { WRANGLER_CONFIG = 'wrangler.toml' } = process.env;
const MEGABYTE = 1024 * 1024;

const answer = z.array(z.object({ results: z.array(z.record(z.string(), z.unknown())) }));

/** Where `npm start` keeps its database and secrets. */
export const LOCAL = resolve(ROOT, process.env['LOCAL_DIR'] ?? '.local');

/** Whose database is meant. */
export type Where = 'local' | 'box' | 'remote';

/** For `parseArgs`, see {@link whereOf}. */
export const WHERE_OPTIONS = { remote: { type: 'boolean', default: false }, box: { type: 'boolean', default: false } } as const;

export const whereOf = ({ remote, box }: { remote: boolean; box: boolean }): Where => (remote ? 'remote' : box ? 'box' : 'local');

const queryBox = (sql: string): Record<string, unknown>[] => {
  const file = openDatabase(pathsIn(settingsIn(process.env).dataDir).database);
  try {
    return file.prepare(sql).all();
  } finally {
    file.close();
  }
};

/** Runs one statement. @param database the binding of the database @returns its rows */
export const query = async (sql: string, of: Where, database = 'DB'): Promise<Record<string, unknown>[]> => {
  if (of === 'box') return queryBox(sql);
  const where = of === 'remote' ? ['--remote'] : ['--local', '--persist-to', LOCAL];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [WRANGLER, 'd1', 'execute', database, ...where, '--config', WRANGLER_CONFIG, '--json', '--command', sql],
    {
      cwd: ROOT,
      maxBuffer: 512 * MEGABYTE,
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', WRANGLER_WRITE_LOGS: 'false' },
    },
  );
  return answer.parse(JSON.parse(stdout)).flatMap(({ results }) => results);
};

/** A value as SQL has it. */
export const literal = (value: string | number | null): string => {
  if (value === null) return 'null';
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
};
