import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Portal {
  /** Without a slash at its end. */
  url: string;
  /** What it printed so far. */
  output: () => string;
  /** Its database and secrets. */
  data: string;
  /** Ends it as Ctrl-C does. @param keep leave the data for another start */
  stop: (keep?: boolean) => Promise<void>;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

interface Start {
  /** Database and secrets of an earlier start. */
  data?: string;
  /** Whether the first lead is invited, which takes seconds. */
  invites?: boolean;
}

/** How each host is started on the pages that are built, and with what its data is found. */
const HOSTS = {
  cloudflare: (data: string, invites: boolean) => ({
    command: ['worker/local.ts', '--no-build', ...(invites ? [] : ['--no-invitation'])],
    env: { LOCAL_DIR: data },
  }),
  box: (data: string) => ({ command: ['worker/box.ts'], env: { DATA_DIR: data, METRICS_PORT: '0' } }),
};

/** The host that these tests run on: the first is `npm start`, the second `npm run box`. */
export const HOST = process.env['PORTAL_HOST'] === 'box' ? 'box' : 'cloudflare';

/** The first lead of a box is invited by the command that a real one is. */
const inviteOnBox = async (data: string, url: string): Promise<string> => {
  const words = ['worker/tools/invite.ts', '--box', '--scope', 'mingdu', '--name', '名都居委会负责人', '--url', url];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env: { ...process.env, DATA_DIR: data } });
  return stdout;
};

/** Starts a host as its command does, with a database of its own. */
export const startPortal = async ({ data = mkdtempSync(join(tmpdir(), 'portal-')), invites = false }: Start = {}): Promise<Portal> => {
  const port = await freePort();
  const { command, env } = HOSTS[HOST](data, invites);
  const child = spawn(process.execPath, command, {
    env: { ...process.env, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (keep = false) => {
    child.kill('SIGINT');
    await exited;
    if (!keep) rmSync(data, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  const isReady = () => output.includes(invites && HOST === 'cloudflare' ? '/desk/join/' : url);
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (isReady()) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void exited.then(() => reject(new Error(`the portal did not start:\n${output}`)));
  });
  if (invites && HOST === 'box') output += await inviteOnBox(data, url);
  return { url, data, output: () => output, stop };
};
