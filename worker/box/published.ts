import { currentName } from '../../site/publish/release.ts';
import type { Routine } from './schedule.ts';

const LOOKED = 1000;

/**
 * Does something each time another release has become live, whoever published it: `git push` reaches the publisher, not this process.
 * @param store the folder of releases
 */
export const whenPublished = (store: string, deed: () => Promise<unknown>, failed: (error: unknown) => void): Routine => {
  let seen = currentName(store);
  let under: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    // What is thrown in a timer ends the process.
    try {
      const name = currentName(store);
      if (name === seen) return;
      seen = name;
    } catch (error) {
      return failed(error);
    }
    under = under.then(deed).catch(failed);
  }, LOOKED);
  // The server keeps the process, not a clock.
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await under;
    },
  };
};
