import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const ready = z.object({ address: z.string() });
const counted = z.object({ written: z.number() });

const heard = (child: ChildProcess): Promise<unknown> =>
  new Promise((tell, fail) => {
    child.once('message', tell);
    child.once('exit', (code) => fail(new Error(`a service of the bench ended with ${code}`)));
  });

/** A service of the bench in a process of its own. */
export interface Service {
  address: string;
  /** Rows written so far. */
  written: () => Promise<number>;
  stop: () => Promise<void>;
}

/** Starts `<name>.ts` of this folder. @param flags for Node */
export const start = async (name: 'portal' | 'peer', args: readonly string[], flags: readonly string[] = []): Promise<Service> => {
  const child = fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), args, {
    execArgv: [...flags],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { address } = ready.parse(await heard(child));
  return {
    address,
    written: async () => {
      child.send('written');
      return counted.parse(await heard(child)).written;
    },
    stop: async () => {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
    },
  };
};
