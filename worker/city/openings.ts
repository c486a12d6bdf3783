import { addDays, type Day, dayOf, type Instant, instant, MINUTE, timeOf } from '../../domain/clock.ts';
import { SURGE, together } from './load.ts';

/** When a committee's sign-up is to open, and the database that it presses. */
export interface Opening {
  committee: string;
  database: string;
  at: Instant;
}

/** Minutes after which the people of an opening have come, and the next committee may open in the same database. */
export const APART = SURGE.seconds / 60;

// Nobody is to sign up for rice at three in the morning: what does not fit into a day goes on the next one.
const EARLIEST = '08:00';
const LATEST = '20:00';

const intoTheDay = (at: Instant): Instant => {
  if (timeOf(at) < EARLIEST) return instant(dayOf(at), EARLIEST);
  return timeOf(at) > LATEST ? instant(addDays(dayOf(at), 1), EARLIEST) : at;
};

/**
 * Openings put one after the other, so that no database is pressed by more committees at once than it takes at half of what it
 * can. Who is first stays first; an opening that presses nobody stays where it is.
 * @param replicas places left are read from replicas
 */
export const staggered = (openings: readonly Opening[], replicas = true): Opening[] => {
  const most = together(replicas);
  const placed: Opening[] = [];
  for (const opening of openings.toSorted((one, other) => one.at - other.at)) {
    const mine = placed.filter(({ database }) => database === opening.database);
    let { at } = opening;
    for (;;) {
      const near = mine.filter((other) => Math.abs(other.at - at) < APART * MINUTE);
      if (near.length < most) break;
      at = intoTheDay(Math.min(...near.map((other) => other.at)) + APART * MINUTE);
    }
    placed.push({ ...opening, at });
  }
  return placed;
};

/** As a distribution's file says it: `opens: { day: 2022-04-16, at: "08:10" }`. */
export const opensLine = ({ at }: Pick<Opening, 'at'>): string => `opens: { day: ${dayOf(at)}, at: "${timeOf(at)}" }`;

/** A day from which a plan's example starts. */
export const exampleOf = (committees: readonly string[], database: string, day: Day): Opening[] =>
  staggered(committees.map((committee) => ({ committee, database, at: instant(day, EARLIEST) })));
