import type { DatabaseSync } from 'node:sqlite';
import { d1Error } from './d1-error.ts';

interface Waiting {
  /** Runs the statements. @returns what tells whoever waits how it went */
  run: () => () => void;
  fail: (error: unknown) => void;
}

/**
 * Writes that go to the disk together. The disk is waited for once, not once each, and nobody is told "done" before it is:
 * what comes in while the disk is waited for makes the next group. Each write stands or falls by itself, a savepoint sees
 * to it; only if the disk fails, all of the group fall.
 */
export class Commits {
  readonly #file: DatabaseSync;
  #waiting: Waiting[] = [];

  constructor(file: DatabaseSync) {
    this.#file = file;
  }

  /** @param deed statements that are all done or none; it is run once */
  write<Answer>(deed: () => Answer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const run = () => {
        const answer = deed();
        return () => resolve(answer);
      };
      this.#waiting.push({ run, fail: reject });
      if (this.#waiting.length === 1) setImmediate(() => this.#commit());
    });
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    const told: (() => void)[] = [];
    try {
      this.#file.exec('BEGIN IMMEDIATE');
      for (const one of group) told.push(this.#run(one));
      this.#file.exec('COMMIT');
    } catch (error) {
      // A full disk rolls back by itself.
      if (this.#file.isTransaction) this.#file.exec('ROLLBACK');
      for (const { fail } of group) fail(d1Error(error));
      return;
    }
    for (const tell of told) tell();
  }

  /** @throws what ended the whole transaction */
  #run({ run, fail }: Waiting): () => void {
    this.#file.exec('SAVEPOINT one');
    try {
      const tell = run();
      this.#file.exec('RELEASE one');
      return tell;
    } catch (error) {
      if (!this.#file.isTransaction) throw error;
      this.#file.exec('ROLLBACK TO one; RELEASE one');
      return () => fail(error);
    }
  }
}
