import { and, eq, ne, sql } from 'drizzle-orm';
import { missings } from '../../db/schema/tidings.ts';
import { requests } from '../../db/schema/requests.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { Store } from './store.ts';
import { gap, insertGaps, writtenOnce } from './written.ts';

/** The rounds that a request says have passed somebody by: the one that it names, or all of the day that it names. */
export const missedRounds = (sheet: Sheet, about: unknown, day: unknown): string[] => {
  const named = sheet.rounds.filter(({ id }) => about === `samplings/${id}`);
  return (named.length > 0 ? named : sheet.rounds.filter((round) => round.day === day)).map(({ id }) => id);
};

/**
 * Puts a household on the make-up list of a round, if the request that says so was stored. It stands there once, whoever of it
 * says so and however often.
 */
export const storeMissing = writtenOnce((db) =>
  insertGaps(db, missings, sql`exists (select 1 from requests where id = ${gap('requestId')})`).onConflictDoUpdate({
    target: [missings.committee, missings.compound, missings.round, missings.door],
    // The newest one counts: the first may have been withdrawn.
    set: { requestId: sql`excluded.request_id`, at: sql`excluded.at` },
  }),
);

/** The households that say a round passed them by, each with the request that said so last. */
export const missingsOf = ({ db }: Store, { committee, compound }: Sheet, round: string) =>
  db
    .select({ building: missings.building, at: missings.at, request: requests })
    .from(missings)
    .innerJoin(requests, eq(requests.id, missings.requestId))
    .where(
      and(
        eq(missings.committee, committee.id),
        eq(missings.compound, compound.id),
        eq(missings.round, round),
        ne(requests.state, 'cancelled'),
      ),
    )
    .orderBy(missings.building, missings.at);
