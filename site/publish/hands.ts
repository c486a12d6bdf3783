import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Delivery, Order } from './draw.ts';
import type { Bench } from './hand.ts';

// Seen: with more room for what dies young the same work takes 200 MB more and no less time.
const LIMITS = { maxOldGenerationSizeMb: 400, maxYoungGenerationSizeMb: 32 };

/** Below this many compounds one thread that is there is faster than others that must be started. */
const ALONE = 24;

/**
 * Draws with every core, or so many: with this thread, and where there is much to draw with others. They end with the work: between two
 * large publications their memory belongs to others.
 * @param draw how this thread draws @param take what is done with each delivery
 * @throws what a thread failed of; nothing more is drawn then
 */
export const drawTogether = async (
  bench: Bench,
  orders: readonly Order[],
  draw: (order: Order) => Promise<Delivery>,
  take: (order: Order, delivery: Delivery) => void,
  cores = availableParallelism(),
): Promise<void> => {
  const waiting = [...orders];
  const here = async (): Promise<void> => {
    for (let order = waiting.shift(); order; order = waiting.shift()) take(order, await draw(order));
  };
  const work = (hand: Worker): Promise<void> =>
    new Promise((done, fail) => {
      const given: Order[] = [];
      const give = () => {
        // The last ones are for whoever has nothing to do.
        const order = given.length === 0 || waiting.length > cores ? waiting.shift() : undefined;
        if (order) {
          given.push(order);
          hand.postMessage(order);
        } else if (given.length === 0) done();
      };
      hand.on('message', (delivery: Delivery) => {
        const order = given.shift();
        if (order) take(order, delivery);
        give();
      });
      hand.once('error', fail);
      hand.once('exit', () => fail(new Error('a thread that draws has ended')));
      // One to draw and one to go on with: this thread is busy itself when the first is done.
      give();
      give();
    });
  const compounds = orders.reduce((sum, order) => sum + order.compounds.length, 0);
  const others = compounds > ALONE ? Math.min(cores, orders.length) - 1 : 0;
  const hands = Array.from(
    { length: others },
    () => new Worker(new URL('./hand.ts', import.meta.url), { workerData: bench, resourceLimits: LIMITS }),
  );
  try {
    await Promise.all([here(), ...hands.map(work)]);
  } finally {
    await Promise.all(hands.map((hand) => hand.terminate()));
  }
};
