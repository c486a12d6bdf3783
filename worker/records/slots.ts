import { and, eq, type SQL, sql } from 'drizzle-orm';
import { adjustments, slots } from '../../db/schema/slots.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { type Adjustment, placesLeft } from '../../domain/slot.ts';
import type { Db } from './store.ts';
import type { Given } from './written.ts';

/** How a slot stands: places in all, left, and whether the desk closed it. */
export interface SlotStanding {
  capacity: number;
  left: number;
  closed: boolean;
}

const UNCHANGED: Adjustment = { closed: false, places: 0 };

/**
 * How a compound's slots stand, by slot key; those that nobody has to sign up for are not among them.
 * @param db the database of the committee's sign-ups, or a replica of it
 */
export const standingOf = async (db: Db, sheet: Sheet): Promise<Record<string, SlotStanding>> => {
  const here = { committee: sheet.committee.id, compound: sheet.compound.id };
  const [counts, changes] = await db.batch([
    db
      .select({ slotKey: slots.slotKey, taken: slots.taken })
      .from(slots)
      .where(and(eq(slots.committee, here.committee), eq(slots.compound, here.compound))),
    db
      .select({ slotKey: adjustments.slotKey, closed: adjustments.closed, places: adjustments.places })
      .from(adjustments)
      .where(and(eq(adjustments.committee, here.committee), eq(adjustments.compound, here.compound))),
  ]);
  const takenBy = new Map(counts.map(({ slotKey, taken }) => [slotKey, taken]));
  const changeOf = new Map<string, Adjustment>(changes.map(({ slotKey, ...change }) => [slotKey, change]));
  return Object.fromEntries(
    sheet.slots.flatMap(({ key, capacity }) => {
      if (capacity === undefined) return [];
      const change = changeOf.get(key) ?? UNCHANGED;
      const standing = {
        capacity: Math.max(0, capacity + change.places),
        left: placesLeft(capacity, takenBy.get(key) ?? 0, change),
        closed: change.closed,
      };
      return [[key, standing]];
    }),
  );
};

/** Places left by slot key. */
export const leftIn = async (db: Db, sheet: Sheet): Promise<Record<string, number>> =>
  Object.fromEntries(Object.entries(await standingOf(db, sheet)).map(([key, { left }]) => [key, left]));

interface Place {
  committee: { id: Given<string> };
  compound: { id: Given<string> };
}

interface Room {
  key: Given<string>;
  capacity?: Given<number> | undefined;
}

/** Which row of `slots` or `adjustments` is a slot's. */
export const isSlot = ({ committee, compound }: Place, key: Given<string>): SQL =>
  sql`committee = ${committee.id} and compound = ${compound.id} and slot_key = ${key}`;

/** The condition under which a slot has a place left, closed or not. */
export const hasPlace = (sheet: Place, { key, capacity = 0 }: Room): SQL => {
  const here = isSlot(sheet, key);
  return sql`coalesce((select taken from slots where ${here}), 0) < ${capacity} + coalesce((select places from adjustments where ${here}), 0)`;
};

/** The condition under which a slot takes one more: the same sum as {@link placesLeft}, decided by the statement that takes the place. */
export const hasRoom = (sheet: Place, slot: Room): SQL =>
  sql`${hasPlace(sheet, slot)} and not exists (select 1 from adjustments where ${isSlot(sheet, slot.key)} and closed)`;
