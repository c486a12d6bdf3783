import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const QUIET = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', WRANGLER_WRITE_LOGS: 'false', ASTRO_TELEMETRY_DISABLED: '1' };

/** How a command ended. */
export interface Ended {
  /** Its last words, where it failed. */
  fault?: string;
  /** The lines with which it warned of something, and went on. */
  warned: string[];
}

/** Runs a command to its end. */
export const run = (args: readonly string[], settings: Readonly<Record<string, string | undefined>>): Promise<Ended> =>
  new Promise((done) => {
    const child = spawn(process.execPath, [...args], {
      cwd: ROOT,
      env: { ...process.env, ...QUIET, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    let warned = '';
    const hear = (piece: string): void => {
      said = (said + piece).slice(-2000);
    };
    // Else a character would be torn in two where one piece ends.
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8');
    child.stdout.on('data', hear);
    child.stderr.on('data', (piece: string) => {
      hear(piece);
      warned += piece;
    });
    child.once('error', ({ message }) => done({ fault: message, warned: [] }));
    child.once('close', (code, signal) =>
      done({
        warned: warned.split('\n').filter(Boolean),
        ...(code !== 0 && { fault: said.trim().split('\n').slice(-3).join('\n') || `ended by ${signal ?? code}` }),
      }),
    );
  });
