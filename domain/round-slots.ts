import { type Batch, openPlans, type Round } from './round.ts';
import { type Slot, slotKey } from './slot.ts';

/** The batches of a round that want a sign-up, as slots. */
export const roundSlots = (round: Round, place: (point: string) => string, describe: (batch: Batch) => string): Slot[] =>
  openPlans(round).flatMap(([weather, { batches }]) =>
    batches.flatMap((batch) =>
      batch.capacity === undefined
        ? []
        : [
            {
              key: slotKey('sampling', round.id, batch.id),
              kind: 'sampling' as const,
              of: round.id,
              id: batch.id,
              title: `${round.title} ${describe(batch)}`,
              startsAt: batch.startsAt,
              endsAt: batch.endsAt,
              place: place(batch.point),
              capacity: batch.capacity,
              buildings: batch.buildings,
              opensAt: round.opensAt,
              plan: weather,
            },
          ],
    ),
  );
