import { and, eq, type SQL, sql } from 'drizzle-orm';
import { events } from '../../db/schema/events.ts';
import { adjustments, slots } from '../../db/schema/slots.ts';
import { type Sheet, whereaboutsOf } from '../../domain/sheet.ts';
import type { Adjustment, Slot } from '../../domain/slot.ts';
import type { Duty } from '../duty.ts';
import { changed } from './deeds.ts';
import { type EventRow, eventAfter, type Happening, lastEvent } from './events.ts';
import { insertIf } from './rows.ts';
import { isSlot } from './slots.ts';
import type { Store } from './store.ts';

/** What somebody of the desk works with. */
type Worker = Pick<Duty, 'store' | 'hand' | 'now'>;

/** What the desk says of a slot, with its own note. */
export type SlotChange = Adjustment & { note?: string | undefined };

/** The name under which a slot's events are chained. */
export const slotName = ({ committee, compound }: Sheet, key: string): string => `${committee.id}/${compound.id}/${key}`;

const slotHappening = ({ hand, now }: Worker, sheet: Sheet, key: string, detail: Happening['detail']): Happening => ({
  ...whereaboutsOf(sheet),
  ...hand,
  recordKind: 'slot',
  recordId: slotName(sheet, key),
  at: now.town,
  deed: 'adjusted',
  fromState: null,
  state: null,
  detail,
});

/**
 * Closes a slot, opens it again, or gives it more or fewer places than git says, and says so in the slot's events.
 * @param was how it stood when that was decided; without it the newest word counts
 * @returns whether it was done; not where somebody else changed the slot since
 */
export const adjustSlot = (worker: Worker, sheet: Sheet, slotKey: string, change: SlotChange, was?: Adjustment): Promise<boolean> => {
  const db = worker.store.dbOf(sheet.committee.id);
  const { closed, places, note } = change;
  const set = { closed, places, note: note ?? null, at: worker.now.town, actor: worker.hand.by ?? worker.hand.actor };
  const happening = slotHappening(worker, sheet, slotKey, { closed, places, noted: note !== undefined });
  return changed(db, happening, () => [
    db
      .insert(adjustments)
      .values({ ...whereaboutsOf(sheet), slotKey, ...set })
      .onConflictDoUpdate({
        target: [adjustments.committee, adjustments.compound, adjustments.slotKey],
        set,
        ...(was && { setWhere: and(eq(adjustments.closed, was.closed), eq(adjustments.places, was.places)) as SQL }),
      })
      .returning({ id: adjustments.slotKey }),
  ]);
};

/**
 * The statements that give a slot as many places as are taken, with the slot's event: for those let in although it was full.
 * They come after the sign-up in its batch; where the slot is not over its places they change nothing.
 */
export const widen = async (worker: Worker, sheet: Sheet, slot: Pick<Slot, 'key' | 'capacity'>) => {
  const db = worker.store.dbOf(sheet.committee.id);
  const { key, capacity = 0 } = slot;
  const happening = slotHappening(worker, sheet, key, { overruled: true });
  const event: EventRow = await eventAfter(await lastEvent(db, happening), happening);
  const { town, committee, compound } = whereaboutsOf(sheet);
  const here = isSlot(sheet, key);
  const places = sql`taken - ${capacity}`;
  const raise = db
    .insert(adjustments)
    .select(
      sql`select ${town}, ${committee}, ${compound}, ${key}, 0, ${places}, null, ${worker.now.town}, ${worker.hand.by ?? worker.hand.actor} from slots
        where ${here} and taken > ${capacity} + coalesce((select places from adjustments where ${here}), 0)`,
    )
    .onConflictDoUpdate({
      target: [adjustments.committee, adjustments.compound, adjustments.slotKey],
      set: { places: sql`excluded.places`, at: sql`excluded.at`, actor: sql`excluded.actor` },
    });
  return [raise, insertIf(db, events, event, sql`changes() = 1`)] as const;
};

/** What the desk changed in a compound, by slot key, with its note and who said so. */
export const adjustmentsOf = async ({ dbOf }: Store, { committee, compound }: Sheet) => {
  const rows = await dbOf(committee.id)
    .select()
    .from(adjustments)
    .where(and(eq(adjustments.committee, committee.id), eq(adjustments.compound, compound.id)));
  return new Map(rows.map((row) => [row.slotKey, row]));
};

/** Places taken of one slot. */
export const takenOf = async ({ dbOf }: Store, { committee, compound }: Sheet, key: string): Promise<number> => {
  const [row] = await dbOf(committee.id)
    .select({ taken: slots.taken })
    .from(slots)
    .where(and(eq(slots.committee, committee.id), eq(slots.compound, compound.id), eq(slots.slotKey, key)));
  return row?.taken ?? 0;
};
