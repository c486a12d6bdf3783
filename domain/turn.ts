import type { Instant } from './clock.ts';
import { type Batch, openPlans, type Round } from './round.ts';

/** What a building goes down for next. */
export interface Turn {
  round: Round;
  batch: Batch;
  weather: 'fine' | 'rainy';
}

/** Whether a batch is for some of a building's people only. */
export const isForGroup = ({ group }: Batch): boolean => group !== undefined && group !== 'everyone';

/**
 * Every turn of a building that is not over at `now`; for a round without a chosen plan, both plans' turns.
 * By day; within a day what is for everybody in the building comes before what is for some of them (students, the old).
 * A group's batch without buildings is for that group in every building.
 */
export const turnsOf = (rounds: readonly Round[], building: string, now: Instant): Turn[] =>
  rounds
    .flatMap((round) =>
      openPlans(round).flatMap(([weather, { batches }]) =>
        batches
          .filter(({ buildings, state, endsAt }) => (buildings?.includes(building) ?? true) && state !== 'done' && endsAt > now)
          .map((batch) => ({ round, batch, weather })),
      ),
    )
    .sort(
      (one, other) =>
        one.round.day.localeCompare(other.round.day) ||
        Number(isForGroup(one.batch)) - Number(isForGroup(other.batch)) ||
        one.batch.startsAt - other.batch.startsAt,
    );
