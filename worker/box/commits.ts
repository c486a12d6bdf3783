import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { d1Error } from './d1-error.ts';
import { type Asked, type Given, Statements } from './statements.ts';

/** How a batch went: what its statements gave, or what failed. */
export type Outcome = { given: Given[] } | { failed: unknown };

/**
 * Batches that go to the disk together. The disk is waited for once, not once each. Each batch stands or falls by itself, a
 * savepoint sees to it; only if the disk fails, all of them fall.
 */
export class Group {
  readonly #file: DatabaseSync;
  readonly #statements: Statements;
  readonly #say: Readonly<Record<'begin' | 'commit' | 'savepoint' | 'release', StatementSync>>;

  constructor(file: DatabaseSync, statements = new Statements(file)) {
    this.#file = file;
    this.#statements = statements;
    this.#say = {
      begin: file.prepare('BEGIN IMMEDIATE'),
      commit: file.prepare('COMMIT'),
      savepoint: file.prepare('SAVEPOINT one'),
      release: file.prepare('RELEASE one'),
    };
  }

  /** @returns how each batch went, in their order, when all of it is on the disk */
  commit(batches: readonly (readonly Asked[])[]): Outcome[] {
    try {
      this.#say.begin.run();
      const outcomes = batches.map((batch) => this.#run(batch));
      this.#say.commit.run();
      return outcomes;
    } catch (error) {
      // A full disk rolls back by itself.
      if (this.#file.isTransaction) this.#file.exec('ROLLBACK');
      return batches.map(() => ({ failed: d1Error(error) }));
    }
  }

  /** @throws what ended the whole transaction */
  #run(batch: readonly Asked[]): Outcome {
    this.#say.savepoint.run();
    try {
      const given = batch.map((asked) => this.#statements.run(asked));
      this.#say.release.run();
      return { given };
    } catch (error) {
      if (!this.#file.isTransaction) throw error;
      this.#file.exec('ROLLBACK TO one; RELEASE one');
      return { failed: d1Error(error) };
    }
  }
}

/** Takes batches in, each of them all or nothing, and says what they gave when it is on the disk. */
export interface Writing {
  write: (batch: readonly Asked[]) => Promise<Given[]>;
}

/** Those who wait for their batches, in the order in which they came. */
export class Waiting {
  #waiting: { tell: (given: Given[]) => void; fail: (error: unknown) => void }[] = [];

  join(): Promise<Given[]> {
    return new Promise((tell, fail) => void this.#waiting.push({ tell, fail }));
  }

  /** Tells those who have waited longest. */
  tell(outcomes: readonly Outcome[]): void {
    for (const [at, { tell, fail }] of this.#waiting.splice(0, outcomes.length).entries()) {
      const outcome = outcomes[at];
      if (outcome && 'given' in outcome) tell(outcome.given);
      else fail(outcome?.failed);
    }
  }
}

/** Writes on the thread that asks: a group is what comes in within a turn of the loop. */
export const writingHere = (file: DatabaseSync, statements?: Statements): Writing => {
  const group = new Group(file, statements);
  const waiting = new Waiting();
  let batches: (readonly Asked[])[] = [];
  return {
    write: (batch) => {
      if (batches.push(batch) === 1)
        setImmediate(() => {
          const due = batches;
          batches = [];
          waiting.tell(group.commit(due));
        });
      return waiting.join();
    },
  };
};
