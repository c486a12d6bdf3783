import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { ask } from '../../site/publish/ask.ts';
import { logError } from '../log.ts';
import { RepositoryFault } from '../repository/repository.ts';

/** What the desk has written and may not be live yet, remembered on the disk: whoever is killed in between publishes it at his next start. */
export interface Asking {
  /** A commit is about to be made. @throws RepositoryFault `full` where the mark can't be written */
  begins: () => void;
  /** One was made: the publisher is asked, and nobody waits for it. What git itself writes runs no hook. */
  written: () => void;
  /** Whether something waits to be published. */
  isDue: () => boolean;
  /** Everything that was written is live. */
  done: () => void;
}

/** @param mark the file that stands while something waits @param store where the publisher is asked */
export const asking = (mark: string, store: string): Asking => {
  let begun = 0;
  const done = (): void => rmSync(mark, { force: true });
  return {
    begins: () => {
      begun++;
      try {
        writeFileSync(mark, '');
      } catch (error) {
        throw new RepositoryFault('full', error instanceof Error ? error.message : mark);
      }
    },
    written: () => {
      const at = begun;
      ask(store).then((publication) => {
        // What began meanwhile asks for itself.
        if (publication && at === begun) done();
      }, logError);
    },
    isDue: () => existsSync(mark),
    done,
  };
};
