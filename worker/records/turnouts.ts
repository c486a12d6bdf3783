import { and, count, eq, inArray } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { events } from '../../db/schema/events.ts';
import { signups } from '../../db/schema/signups.ts';
import { turnouts } from '../../db/schema/slots.ts';
import type { BatchOutline } from '../../domain/round-outline.ts';
import { type Sheet, whereaboutsOf } from '../../domain/sheet.ts';
import { slotKey } from '../../domain/slot.ts';
import { HOLDING_STATES } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { numbered } from './deeds.ts';
import { eventAfter, happened, lastEvent } from './events.ts';
import { listHappening } from './lists.ts';
import { insertIf } from './rows.ts';
import type { Store } from './store.ts';

export type Turnout = typeof turnouts.$inferSelect;

/** The rows that a batch is counted in: its buildings, or one for all where it is a group's. */
export const rowsOf = ({ buildings }: Pick<BatchOutline, 'buildings'>): readonly string[] => buildings ?? [''];

/** What was counted of a round so far. */
export const turnoutOf = ({ dbOf }: Store, { committee, compound }: Sheet, round: string): Promise<Turnout[]> =>
  dbOf(committee.id)
    .select()
    .from(turnouts)
    .where(and(eq(turnouts.committee, committee.id), eq(turnouts.compound, compound.id), eq(turnouts.round, round)));

/** How many have signed up for a round, by slot key and building. */
export const signedUpFor = async ({ dbOf }: Store, { committee, compound }: Sheet, round: string): Promise<ReadonlyMap<string, number>> => {
  const rows = await dbOf(committee.id)
    .select({ slotKey: signups.slotKey, building: signups.building, count: count() })
    .from(signups)
    .where(
      and(
        eq(signups.committee, committee.id),
        eq(signups.compound, compound.id),
        eq(signups.kind, 'sampling'),
        eq(signups.of, round),
        inArray(signups.state, [...HOLDING_STATES]),
      ),
    )
    .groupBy(signups.slotKey, signups.building);
  return new Map(rows.map(({ slotKey, building, count }) => [`${slotKey}|${building ?? ''}`, count]));
};

/** How many a building's batch may expect before anybody has counted: who signed up, else the households that git names. */
export const expectedOf = (
  sheet: Sheet,
  round: string,
  batch: BatchOutline,
  building: string,
  signedUp: ReadonlyMap<string, number>,
): number | undefined => {
  const key = slotKey('sampling', round, batch.id);
  if (sheet.slots.some((slot) => slot.key === key && slot.capacity !== undefined)) {
    const all = [...signedUp].filter(([name]) => name.startsWith(`${key}|`)).reduce((sum, [, count]) => sum + count, 0);
    return building === '' ? all : (signedUp.get(`${key}|${building}`) ?? 0);
  }
  return sheet.buildings.find(({ id }) => id === building)?.households;
};

/** One count: how many were expected of a building, and how many came. */
export type Count = Pick<Turnout, 'building' | 'expected' | 'came'>;

/**
 * Writes down how many came to a batch, and says so in the round's events; the newest count of a building counts.
 * @param gone buildings whose count is taken back
 */
export const countTurnout = (
  duty: Pick<Duty, 'store' | 'hand' | 'now'>,
  sheet: Sheet,
  round: string,
  batch: string,
  counts: readonly Count[],
  gone: readonly string[],
): Promise<void> =>
  numbered(async () => {
    const db = duty.store.dbOf(sheet.committee.id);
    const sum = (of: 'expected' | 'came') => counts.reduce((all, one) => all + one[of], 0);
    const happening = listHappening(duty, sheet, `turnout/${round}`, 'counted', {
      batch,
      buildings: counts.length,
      expected: sum('expected'),
      came: sum('came'),
    });
    const event = await eventAfter(await lastEvent(db, happening), happening);
    const { committee, compound } = whereaboutsOf(sheet);
    const whose = { ...whereaboutsOf(sheet), round, batch, at: duty.now.town, by: duty.hand.by ?? duty.hand.actor };
    const target = [turnouts.committee, turnouts.compound, turnouts.round, turnouts.batch, turnouts.building];
    const stored = counts.map(
      ({ building, expected, came }): BatchItem<'sqlite'> =>
        insertIf(db, turnouts, { ...whose, building, expected, came }, happened(event)).onConflictDoUpdate({
          target,
          set: { expected, came, at: whose.at, by: whose.by },
        }),
    );
    const here = and(
      eq(turnouts.committee, committee),
      eq(turnouts.compound, compound),
      eq(turnouts.round, round),
      eq(turnouts.batch, batch),
    );
    const dropped = gone.length > 0 ? [db.delete(turnouts).where(and(here, inArray(turnouts.building, [...gone])))] : [];
    await db.batch([db.insert(events).values(event), ...stored, ...dropped]);
  });
