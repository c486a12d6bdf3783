import { RepositoryFault } from './repository.ts';

// Somebody else may push again and again, and a host may answer for some seconds with the branch as it was.
const TRIES = 10;
const PAUSE = 100;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** Tries a deed that comes to nothing where somebody else was faster, each time a little later. @throws RepositoryFault where he always is */
export const tries = async <Result>(deed: () => Promise<Result | undefined>): Promise<Result> => {
  for (let tried = 0; tried < TRIES; tried++) {
    if (tried > 0) await pause(PAUSE * 2 ** (tried - 1) * (0.5 + Math.random()));
    const done = await deed();
    if (done !== undefined) return done;
  }
  throw new RepositoryFault('away', 'the branch moved again and again');
};
