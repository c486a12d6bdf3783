import type { Instant } from './clock.ts';
import { type Batch, openPlans, type Round } from './round.ts';

/** A batch as the desk counts it. */
export interface BatchOutline {
  id: string;
  /** Its place and whom it is for, in words. */
  title: string;
  startsAt: Instant;
  endsAt: Instant;
  /** Whose people are expected; absent where the batch is for a group, or for everybody. */
  buildings?: readonly string[] | undefined;
}

/** A round as the desk counts it. */
export interface RoundOutline {
  id: string;
  title: string;
  day: string;
  batches: readonly BatchOutline[];
}

/**
 * What the desk knows of a round: its batches under the plans that still count, each once.
 * @param describe a batch's place and people, in words
 */
export const outlineOf = (round: Round, describe: (batch: Batch) => string): RoundOutline => {
  const batches = openPlans(round)
    .flatMap(([, plan]) => plan.batches)
    .filter(({ id }, at, all) => all.findIndex((other) => other.id === id) === at);
  return {
    ...{ id: round.id, title: round.title, day: round.day },
    batches: batches.map((batch) => ({
      ...{ id: batch.id, title: describe(batch), startsAt: batch.startsAt, endsAt: batch.endsAt },
      // A group comes from every building, and is counted as one.
      ...(batch.buildings && (batch.group === undefined || batch.group === 'everyone') && { buildings: batch.buildings }),
    })),
  };
};
