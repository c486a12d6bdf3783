import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { type Outcome, Waiting, type Writing } from './commits.ts';
import type { Asked } from './statements.ts';

/** A statement on its way to the thread: its text goes along once, and is a number from then on. */
export interface Sent extends Omit<Asked, 'sql'> {
  at: number;
  sql?: string;
}

// The one that the disk is waited for, and the next: what comes in beyond these is one group, and one message.
const AHEAD = 2;

const THREAD = fileURLToPath(new URL('./writer-thread.ts', import.meta.url));

/**
 * Writes on a thread of its own, with a connection of its own: while the disk is waited for, pages are answered and the next
 * forms read, and what comes in meanwhile is the next group.
 * @param path of the database
 */
export const startWriter = (path: string): Writing & { close: () => Promise<void> } => {
  const thread = new Worker(THREAD, { workerData: path });
  const waiting = new Waiting();
  const texts = new Map<string, number>();
  const sent = ({ sql, ...asked }: Asked): Sent => {
    const known = texts.get(sql);
    if (known !== undefined) return { ...asked, at: known };
    texts.set(sql, texts.size);
    return { ...asked, at: texts.size - 1, sql };
  };
  let batches: Sent[][] = [];
  let underway = 0;
  const hand = (): void => {
    if (batches.length === 0 || underway >= AHEAD) return;
    underway++;
    thread.postMessage(batches);
    batches = [];
  };
  thread.on('message', (outcomes: Outcome[]) => {
    underway--;
    hand();
    waiting.tell(outcomes);
  });
  // It answers whatever SQLite complains of. What it can't answer ends the process: nobody would be answered any more.
  thread.on('error', (error) => {
    throw error;
  });
  return {
    write: (batch) => {
      if (batches.push(batch.map(sent)) === 1) setImmediate(hand);
      return waiting.join();
    },
    close: async () => {
      while (underway > 0 || batches.length > 0) await once(thread, 'message');
      thread.postMessage(null);
      await once(thread, 'exit');
    },
  };
};
