import type { BatchItem } from 'drizzle-orm/batch';
import { events } from '../../db/schema/events.ts';
import { type EventRow, eventAfter, type Happening, lastEvent } from './events.ts';
import { type Change, changeWithEvent } from './rows.ts';
import type { Db } from './store.ts';

const ATTEMPTS = 8;
const isOvertaken = (error: unknown): boolean =>
  /UNIQUE constraint failed: events\./.test(
    error instanceof Error ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}` : '',
  );

/**
 * Does what numbers an event; again where somebody else was faster and took the number.
 * @param attempt reads the newest event, and stores the next one
 */
export const numbered = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt();
    } catch (error) {
      if (!isOvertaken(error) || tries >= ATTEMPTS) throw error;
    }
  }
};

/**
 * A change and the event that says who made it, in one batch. The events of people, runs, nights, slots and lists are
 * numbered like those of records; where somebody else was faster, the event is numbered anew.
 * @param changeOf makes the change, and what depends on it, for the event that it is stored with
 * @returns whether the change was made
 */
export const changed = async (
  db: Db,
  happening: Happening,
  changeOf: (event: EventRow) => readonly [Change, ...BatchItem<'sqlite'>[]],
): Promise<boolean> =>
  numbered(async () => {
    const event = await eventAfter(await lastEvent(db, happening), happening);
    const [change, ...dependents] = changeOf(event);
    return changeWithEvent(db, change, event, ...dependents);
  });

/** An event without a change: something was opened, printed, exported. */
export const logDeed = (db: Db, happening: Happening): Promise<void> =>
  numbered(async () => {
    await db.insert(events).values(await eventAfter(await lastEvent(db, happening), happening));
  });
