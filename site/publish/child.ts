import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Asked, ask } from './ask.ts';
import type { Publication } from './publisher.ts';

const PUBLISH = fileURLToPath(new URL('../publish.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** How long it is waited before a publisher that ended is started again, ms. */
const REST = 1000;

/** A publisher in a process of its own: what draws ten thousand pages must not keep anybody waiting who signs up. */
export interface PublisherProcess {
  /** @throws Error with what it says, where it can't publish */
  publish: (asked?: Asked) => Promise<Publication>;
  stop: () => Promise<void>;
  /** The number of its process; 0 while it is started again. */
  pid: () => number;
}

/** Starts the publisher of a box, and again whenever it ends. @param env with `DATA_DIR`; @param store the folder of releases in it */
export const startPublisher = async (env: NodeJS.ProcessEnv, store: string): Promise<PublisherProcess> => {
  let stopping = false;
  let child: ChildProcess;
  let ready: Promise<void>;
  const start = (): void => {
    child = fork(PUBLISH, ['--serve'], { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    ready = new Promise((done, fail) => {
      child.once('message', () => done());
      child.once('exit', () => fail(new Error('the publisher has ended')));
    });
    ready.catch(() => undefined); // told to whoever asks
    child.once('exit', () => void again());
  };
  const again = async (): Promise<void> => {
    if (!stopping) await pause(REST);
    if (!stopping) start();
  };
  start();
  return {
    publish: async (asked) => {
      await ready;
      const publication = await ask(store, asked);
      if (!publication) throw new Error('the publisher does not answer');
      return publication;
    },
    pid: () => child.pid ?? 0,
    stop: async () => {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
    },
  };
};
