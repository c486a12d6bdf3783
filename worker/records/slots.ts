import { type SQL, sql } from 'drizzle-orm';
import type { Sheet } from '../../domain/sheet.ts';
import { placesLeft } from '../../domain/slot.ts';
import type { Db } from './store.ts';
import type { Given } from './written.ts';

/** How a slot stands: places in all, left, and whether the desk closed it. */
export interface SlotStanding {
  capacity: number;
  left: number;
  closed: boolean;
}

interface Row {
  slot_key: string;
  taken: number;
  closed: number;
  places: number;
}

// One plain statement: everybody who opens an opening's page asks it, and drizzle takes longer to write it than SQLite to answer.
const STANDING = `select slot_key, taken, 0 as closed, 0 as places from slots where committee = ?1 and compound = ?2
  union all select slot_key, 0, closed, places from adjustments where committee = ?1 and compound = ?2`;

/**
 * How a compound's slots stand, by slot key; those that nobody has to sign up for are not among them.
 * @param db the database of the committee's sign-ups, or a replica of it
 */
export const standingOf = async (db: Db, sheet: Sheet): Promise<Record<string, SlotStanding>> => {
  const { results } = await db.$client.prepare(STANDING).bind(sheet.committee.id, sheet.compound.id).all<Row>();
  const rows = Map.groupBy(results, ({ slot_key: key }) => key);
  const standings: Record<string, SlotStanding> = {};
  for (const { key, capacity } of sheet.slots) {
    if (capacity === undefined) continue;
    let taken = 0;
    const change = { closed: false, places: 0 };
    for (const row of rows.get(key) ?? []) {
      taken += row.taken;
      change.places += row.places;
      change.closed ||= row.closed === 1;
    }
    const { places, closed } = change;
    standings[key] = { capacity: Math.max(0, capacity + places), left: placesLeft(capacity, taken, change), closed };
  }
  return standings;
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
