import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Bench, Delivery, Order } from './hand.ts';

// Seen: with more room for what dies young the same work takes 200 MB more and no less time.
const LIMITS = { maxOldGenerationSizeMb: 400, maxYoungGenerationSizeMb: 32 };

/** Below this many compounds one thread that is there is faster than others that must be started. */
export const ALONE = 24;

/**
 * Draws with every core. The threads end with the work: between two large publications their memory belongs to others.
 * @param take what is done with each delivery
 * @throws what a thread failed of; nothing more is drawn then
 */
export const drawTogether = async (
  bench: Bench,
  orders: readonly Order[],
  take: (order: Order, delivery: Delivery) => void,
): Promise<void> => {
  const waiting = [...orders];
  const work = (hand: Worker): Promise<void> =>
    new Promise((done, fail) => {
      let order: Order | undefined;
      const next = () => {
        order = waiting.shift();
        if (order) hand.postMessage(order);
        else done();
      };
      hand.on('message', (delivery: Delivery) => {
        if (order) take(order, delivery);
        next();
      });
      hand.once('error', fail);
      hand.once('exit', () => fail(new Error('a thread that draws has ended')));
      next();
    });
  const hands = Array.from(
    { length: Math.min(availableParallelism(), orders.length) },
    () => new Worker(new URL('./hand.ts', import.meta.url), { workerData: bench, resourceLimits: LIMITS }),
  );
  try {
    await Promise.all(hands.map(work));
  } finally {
    await Promise.all(hands.map((hand) => hand.terminate()));
  }
};
