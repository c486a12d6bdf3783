import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const kept = z.object({ begun: z.string(), done: z.record(z.string(), z.array(z.string())) });

/** How far a deployment has come: which steps of which town are done. */
export interface Progress {
  begun: string;
  /** Whether an earlier run began it. */
  resumed: boolean;
  isDone: (town: string, step: string) => boolean;
  mark: (town: string, step: string) => void;
  /** All is done: the next deployment begins anew. */
  finish: () => void;
}

/**
 * Opens the progress that is written down in a file, or begins one.
 * @param now when it begins, for whoever resumes it
 */
export const openProgress = (file: string, now: string): Progress => {
  const resumed = existsSync(file);
  const { begun, done } = resumed ? kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : { begun: now, done: {} };
  const steps = new Map(Object.entries(done));
  const write = (): void => {
    // Whole or not at all: it is read after the machine went down in the middle.
    writeFileSync(`${file}.new`, `${JSON.stringify({ begun, done: Object.fromEntries(steps) }, null, 1)}\n`);
    renameSync(`${file}.new`, file);
  };
  return {
    begun,
    resumed,
    isDone: (town, step) => steps.get(town)?.includes(step) ?? false,
    mark: (town, step) => {
      steps.set(town, [...(steps.get(town) ?? []), step]);
      write();
    },
    finish: () => rmSync(file, { force: true }),
  };
};
