import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

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

/** Starts what `npm start` starts, on the pages that are built, with a database of its own. */
export const startPortal = async ({ data = mkdtempSync(join(tmpdir(), 'portal-')), invites = false }: Start = {}): Promise<Portal> => {
  const port = await freePort();
  const child = spawn(process.execPath, ['worker/local.ts', '--no-build', ...(invites ? [] : ['--no-invitation'])], {
    env: { ...process.env, PORT: String(port), LOCAL_DIR: data },
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
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes(invites ? '/desk/join/' : url)) resolve();
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void exited.then(() => reject(new Error(`the portal did not start:\n${output}`)));
  });
  return { url, data, output: () => output, stop };
};
