import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { d1Error } from './d1-error.ts';

interface Waiting {
  /** Runs the statements. @returns what tells whoever waits how it went */
  run: () => () => void;
  fail: (error: unknown) => void;
}

// For so long more may join a group, ms: what a slow disk makes everybody wait anyway, and nobody sees.
const LONGEST = 4;

/**
 * Writes that go to the disk together. The disk is waited for once, not once each, and nobody is told "done" before it is:
 * what comes in while the disk is waited for makes the next group. Each write stands or falls by itself, a savepoint sees
 * to it; only if the disk fails, all of the group fall.
 */
export class Commits {
  readonly #file: DatabaseSync;
  readonly #say: Readonly<Record<'begin' | 'commit' | 'savepoint' | 'release', StatementSync>>;
  #waiting: Waiting[] = [];

  constructor(file: DatabaseSync) {
    this.#file = file;
    this.#say = {
      begin: file.prepare('BEGIN IMMEDIATE'),
      commit: file.prepare('COMMIT'),
      savepoint: file.prepare('SAVEPOINT one'),
      release: file.prepare('RELEASE one'),
    };
  }

  /** @param deed statements that are all done or none; it is run once */
  write<Answer>(deed: () => Answer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const run = () => {
        const answer = deed();
        return () => resolve(answer);
      };
      this.#waiting.push({ run, fail: reject });
      if (this.#waiting.length === 1) this.#gather(1, performance.now() + LONGEST);
    });
  }

  /** Waits a turn of the loop for more, and another one as long as more come in. */
  #gather(seen: number, until: number): void {
    setImmediate(() => {
      const { length } = this.#waiting;
      if (length > seen && performance.now() < until) this.#gather(length, until);
      else this.#commit();
    });
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    const told: (() => void)[] = [];
    try {
      this.#say.begin.run();
      for (const one of group) told.push(this.#run(one));
      this.#say.commit.run();
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
    this.#say.savepoint.run();
    try {
      const tell = run();
      this.#say.release.run();
      return tell;
    } catch (error) {
      if (!this.#file.isTransaction) throw error;
      this.#file.exec('ROLLBACK TO one; RELEASE one');
      return () => fail(error);
    }
  }
}
