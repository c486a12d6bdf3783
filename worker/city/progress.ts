import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

const kept = z.object({ begun: z.string(), code: z.string().default(''), done: z.record(z.string(), z.array(z.string())) });

/** How far a deployment has come: which steps of which town are done. */
export interface Progress {
  begun: string;
  /** Whether an earlier run began it; `other` is one of other code, which is not gone on with. */
  resumed: boolean | 'other';
  isDone: (town: string, step: string) => boolean;
  mark: (town: string, step: string) => void;
  /** All is done: the next deployment begins anew. */
  finish: () => void;
}

/**
 * Opens the progress that is written down in a file, or begins one. A deployment is of one code: pages of the one and a Worker of the
 * other would not know each other's forms.
 * @param now when it begins, for whoever resumes it
 */
export const openProgress = (file: string, code: string, now: string): Progress => {
  const before = existsSync(file) ? kept.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
  const resumed = before && before.code !== code ? 'other' : before !== undefined;
  const { begun, done } = before && resumed === true ? before : { begun: now, done: {} };
  const steps = new Map(Object.entries(done));
  const write = (): void => {
    // Whole or not at all: it is read after the machine went down in the middle.
    writeFileSync(`${file}.new`, `${JSON.stringify({ begun, code, done: Object.fromEntries(steps) }, null, 1)}\n`);
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
