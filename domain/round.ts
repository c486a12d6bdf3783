import { type Instant, instant, MINUTE } from './clock.ts';
import { opensAt } from './opens.ts';
import { batchId, type RoundFile } from './round-file.ts';
import type { Words } from './words/index.ts';

export interface Batch {
  id: string;
  point: string;
  buildings?: readonly string[] | undefined;
  floors?: string | undefined;
  group?: keyof Words['content']['groups'] | undefined;
  state: keyof Words['content']['batchState'];
  /** The doctors come to the door: nobody goes down, and `point` is only where they set out from. */
  home: boolean;
  /** Minutes behind its time, 0 when on time. */
  late: number;
  /** With the delay counted in. */
  startsAt: Instant;
  endsAt: Instant;
  capacity?: number | undefined;
}

export interface Plan {
  batches: readonly Batch[];
  note?: string | undefined;
}

export interface Round {
  id: string;
  title: string;
  day: string;
  /** `undecided`: both plans are shown until one is chosen. */
  plan: keyof Words['content']['plans'];
  fine?: Plan | undefined;
  rainy?: Plan | undefined;
  bring: readonly string[];
  /** When its sign-up opens; absent where one always could. */
  opensAt?: Instant | undefined;
  changedAt: Instant;
  html: string;
}

const planOf = (date: string, file: RoundFile['fine']): Plan | undefined =>
  file && {
    note: file.note,
    batches: file.batches.map((batch) => {
      const { id: _, from, to, late, state, ...rest } = batch;
      const delay = state === 'late' ? (late ?? 0) : 0;
      return {
        ...rest,
        state,
        late: delay,
        id: batchId(batch),
        startsAt: instant(date, from) + delay * MINUTE,
        endsAt: instant(date, to) + delay * MINUTE,
      };
    }),
  };

/** The file of a round, with its moments worked out. @param bring what the compound always asks for, where the round says nothing */
export const roundOf = (
  id: string,
  { fine, rainy, changed, opens, ...file }: RoundFile,
  html: string,
  bring: readonly string[],
): Round => ({
  ...file,
  id,
  html,
  bring: file.bring ?? bring,
  changedAt: instant(changed.day, changed.at),
  opensAt: opensAt(opens),
  fine: planOf(file.day, fine),
  rainy: planOf(file.day, rainy),
});

/** The plans that still count: the chosen one, or both while none is chosen. */
export const openPlans = ({ plan, fine, rainy }: Round): readonly ['fine' | 'rainy', Plan][] => {
  const both = [
    ['fine', fine],
    ['rainy', rainy],
  ] as const;
  return both.flatMap(([weather, one]) => (one && (plan === weather || plan === 'undecided') ? [[weather, one] as const] : [])) as [
    'fine' | 'rainy',
    Plan,
  ][];
};

/** Whether nothing of the round is still to come at `now`. */
export const roundIsOver = (round: Round, now: Instant): boolean =>
  openPlans(round).every(([, { batches }]) => batches.every(({ state, endsAt }) => state === 'done' || endsAt <= now));
