import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A box in a process of its own. */
export interface Started {
  url: string;
  pid: number;
  output: () => string;
  /** @returns its exit code, or nothing where the signal ended it */
  end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
}

/** Starts `npm run box` with these settings, and waits until it serves. */
export const startBox = async (settings: Readonly<Record<string, string>>): Promise<Started> => {
  const child = spawn(process.execPath, ['worker/box.ts'], {
    env: { ...process.env, PORT: '0', METRICS_PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  let output = '';
  const url = await new Promise<string>((ready, fail) => {
    const hear = (piece: Buffer) => {
      // What it logs of each request would fill the memory of a long drill.
      output = (output + piece.toString()).slice(-100_000);
      const [, found] = /小喇叭 (http:\S+)/.exec(output) ?? [];
      if (found) ready(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('exit', () => fail(new Error(`the box did not start:\n${output}`)));
  });
  return {
    ...{ url, pid: child.pid ?? 0, output: () => output },
    end: async (signal) => {
      child.kill(signal);
      const [code]: unknown[] = await exited;
      return typeof code === 'number' ? code : null;
    },
  };
};
