import { adjustments } from '../../db/schema/slots.ts';
import type { Instant } from '../../domain/clock.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { Adjustment } from '../../domain/slot.ts';
import type { Db } from './store.ts';

/**
 * Closes a slot, opens it again, or gives it more or fewer places than git says. The newest word counts.
 * @param actor who said so: a name of the desk, never a resident's
 * @param at town time
 */
export const adjustSlot = async (
  db: Db,
  sheet: Sheet,
  slotKey: string,
  { closed, places, note }: Adjustment & { note?: string },
  actor: string,
  at: Instant,
): Promise<void> => {
  const change = { closed, places, note: note ?? null, at, actor };
  await db
    .insert(adjustments)
    .values({ town: sheet.town.name, committee: sheet.committee.id, compound: sheet.compound.id, slotKey, ...change })
    .onConflictDoUpdate({ target: [adjustments.committee, adjustments.compound, adjustments.slotKey], set: change });
};
