// The database as the command line reaches it: this machine's, or Cloudflare's with `--remote`.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WRANGLER = 'node_modules/wrangler/bin/wrangler.js';
const MEGABYTE = 1024 * 1024;

const answer = z.array(z.object({ results: z.array(z.record(z.string(), z.unknown())) }));

/** Where `npm start` keeps its database and secrets. */
export const LOCAL = resolve(ROOT, process.env['LOCAL_DIR'] ?? '.local');

/** Runs one statement. @param database the binding of the database @returns its rows */
export const query = async (sql: string, remote: boolean, database = 'DB'): Promise<Record<string, unknown>[]> => {
  const where = remote ? ['--remote'] : ['--local', '--persist-to', LOCAL];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [WRANGLER, 'd1', 'execute', database, ...where, '--config', 'wrangler.toml', '--json', '--command', sql],
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
