import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const QUIET = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', WRANGLER_WRITE_LOGS: 'false', ASTRO_TELEMETRY_DISABLED: '1' };

/** Runs a command to its end. @returns its last words, where it failed */
export const run = (args: readonly string[], settings: Readonly<Record<string, string | undefined>>): Promise<string | undefined> =>
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
