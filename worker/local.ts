// `npm start`: the built Worker with a local database, on this machine only. `--no-build` serves what was built before, `--no-invitation` invites nobody.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MINUTE } from '../domain/clock.ts';
import { makeSecrets } from './secrets.ts';
import { makeInvitation } from './tools/invitation.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const { PORT = '8787', LOCAL_DIR = '.local' } = process.env;
const DATA = resolve(ROOT, LOCAL_DIR);
const SECRETS = resolve(DATA, 'secrets.env');
const ADDRESS = `http://127.0.0.1:${PORT}`;

// Without these wrangler serves a database console to anybody, writes visitors' addresses to disk, and talks to the network.
const QUIET = {
  X_LOCAL_EXPLORER: 'false',
  X_LOCAL_OBSERVABILITY: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_WRITE_LOGS: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_REGISTRY_PATH: resolve(DATA, 'registry'),
  ASTRO_TELEMETRY_DISABLED: '1',
};

const BUILD = 'site/build.ts';
const WRANGLER = 'node_modules/wrangler/bin/wrangler.js';

const running = new Set<ChildProcess>();

// Each child leads a process group of its own: wrangler is asked to end its workerd, and what it leaves is ended with its group.
const signal = (child: ChildProcess, name: 'SIGTERM' | 'SIGKILL') => {
  if (child.pid === undefined) return;
  try {
    process.kill(name === 'SIGTERM' || process.platform === 'win32' ? child.pid : -child.pid, name);
  } catch {
    // It is gone already.
  }
};

const start = (script: string, args: readonly string[], output: 'inherit' | 'pipe'): ChildProcess => {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: ROOT,
    env: { ...process.env, ...QUIET },
    detached: process.platform !== 'win32',
    stdio: ['ignore', output, output],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
};

/** Runs a tool to its end; its output is shown only if it fails. */
const run = (script: string, args: readonly string[]): Promise<void> =>
  new Promise((done, fail) => {
    const child = start(script, args, 'pipe');
    const output: string[] = [];
    child.stdout?.on('data', (piece) => output.push(String(piece)));
    child.stderr?.on('data', (piece) => output.push(String(piece)));
    child.once('exit', (code) => (code === 0 ? done() : fail(new Error(output.join('')))));
  });

let stopping: Promise<never> | undefined;

const stopAll = async (code: number): Promise<never> => {
  const children = [...running];
  for (const child of children) signal(child, 'SIGTERM');
  for (let waited = 0; running.size > 0 && waited < 3000; waited += 50) await pause(50);
  for (const child of children) signal(child, 'SIGKILL');
  process.exit(code);
};

// Ctrl-C arrives twice under npm: from the terminal, and handed on. The second one must not cut the first one short.
const stop = (code: number): Promise<never> => {
  stopping ??= stopAll(code);
  return stopping;
};

const portIsFree = (): Promise<boolean> =>
  new Promise((tell) => {
    const probe = createServer()
      .once('error', () => tell(false))
      .listen(Number(PORT), '127.0.0.1', () => probe.close(() => tell(true)));
  });

const answers = async (): Promise<boolean> => {
  const answer = await fetch(`${ADDRESS}/api/health`).catch(() => undefined);
  return answer?.ok ?? false;
};

/** The sample town's first lead has nobody to invite him; a town of one's own is invited to by `npm run desk:invite`. */
const SAMPLE = { committee: 'mingdu', name: '名都居委会负责人' };
const firstInvitation = (): Promise<string> => makeInvitation(SAMPLE.name, 'lead', SAMPLE.committee, 'local');

const serve = async (): Promise<void> => {
  const fixed =
    'dev --config dist/server/wrangler.json --ip 127.0.0.1 --inspector-port 0 --show-interactive-dev-session=false --log-level error';
  const worker = start(WRANGLER, [...fixed.split(' '), '--port', PORT, '--persist-to', DATA, '--env-file', SECRETS], 'inherit');
  worker.once('exit', (code) => void stop(code ?? 1));
  while (!(await answers())) await pause(100);
  console.log(`小喇叭 ${ADDRESS}`);
  // Nobody else rings for a Worker that runs on this machine.
  setInterval(() => void fetch(`${ADDRESS}/cdn-cgi/handler/scheduled`).catch(() => undefined), MINUTE).unref();
};

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void stop(0));

if (!(await portIsFree())) {
  console.error(`Port ${PORT} is taken: stop what uses it, or choose another one, as in PORT=8788 npm start.`);
  process.exit(1);
}
mkdirSync(DATA, { recursive: true });
makeSecrets(SECRETS);
try {
  const migrate = ['d1', 'migrations', 'apply', 'DB', '--local', '--persist-to', DATA, '--config', 'wrangler.toml'];
  await Promise.all([process.argv.includes('--no-build') ? undefined : run(BUILD, []), run(WRANGLER, migrate)]);
  await serve();
  if (!process.argv.includes('--no-invitation'))
    console.log(`工作台：用这个邀请进入（${SAMPLE.name}，十分钟内有效，只能用一次）${ADDRESS}${await firstInvitation()}`);
} catch (error) {
  // A build that was stopped did not fail.
  if (!stopping) console.error(error instanceof Error ? error.message : error);
  await stop(1);
}
