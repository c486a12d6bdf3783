import { and, eq, type SQL, sql } from 'drizzle-orm';
import { signups } from '../../db/schema/signups.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { hasMoved, type Slot } from '../../domain/slot.ts';
import type { Duty } from '../duty.ts';
import { widen } from './adjustments.ts';
import type { Deal } from './cancellations.ts';
import { claimHash, isHeld } from './claims.ts';
import { numbered } from './deeds.ts';
import { signupsAt, workOnMany } from './many.ts';
import { personOf, type SignupRecord } from './record.ts';
import { purgeOf, type Signup, wordsOf } from './signups.ts';
import { hasRoom } from './slots.ts';
import { workOnSignup } from './work.ts';

/** The columns of a sign-up that say when and where. */
const placedIn = (sheet: Sheet, slot: Slot): Partial<Signup> => ({
  slotId: slot.id,
  slotKey: slot.key,
  slotWords: wordsOf(slot),
  slotStarts: slot.startsAt,
  slotEnds: slot.endsAt,
  purgeAt: purgeOf(sheet, slot),
});

/** Somebody was told that his slot has moved: his receipt shows the new time and place from now on. */
export const tell = async (duty: Duty, sheet: Sheet, record: SignupRecord): Promise<Deal> => {
  const { row } = record;
  const slot = sheet.slots.find(({ key }) => key === row.slotKey);
  if (!slot || row.state !== 'booked') return 'refused';
  if (!hasMoved(row.slotWords, slot)) return 'done';
  return (await workOnSignup(duty, record, { deed: 'told' }, placedIn(sheet, slot))) ? 'done' : 'overtaken';
};

/** A shift's claim names the shift: in another one the phone needs its turn anew. A household's turn moves along. */
const claimIn = async (duty: Duty, sheet: Sheet, slot: Slot, record: SignupRecord): Promise<{ claim?: string; only?: SQL }> => {
  if (slot.kind !== 'post') return {};
  const person = await personOf(duty.store, record);
  if (!person) return {};
  const claim = await claimHash(duty.store.keys, sheet, slot, person);
  return { claim, only: sql`not exists (select 1 from signups where ${isHeld(claim)} and ${signups.id} <> ${record.recordId})` };
};

/**
 * Moves people to another slot of the same distribution, round or post; each keeps his receipt. The statement that moves
 * one takes the place for him: what has no room stays where it is.
 * @param overrule move them all the same; the slot gets as many places as it needs
 * @returns how many were moved, and how many stayed
 */
export const moveTo = (
  duty: Duty,
  sheet: Sheet,
  ids: readonly string[],
  to: Slot,
  overrule: boolean,
): Promise<{ moved: number; stayed: number }> =>
  numbered(async () => {
    const records = (await signupsAt(duty, sheet, ids)).filter(
      ({ row }) => row.kind === to.kind && row.of === to.of && row.slotKey !== to.key,
    );
    const works = await Promise.all(
      records.map(async (record) => {
        const { only, ...claim } = await claimIn(duty, sheet, to, record);
        const from = record.row.slotKey;
        return {
          record,
          deed: 'moved' as const,
          detail: { from, to: to.key, ...(overrule && { overruled: true }) },
          set: { ...placedIn(sheet, to), ...claim },
          only: and(eq(signups.state, 'booked'), only, overrule ? undefined : hasRoom(sheet, to)),
        };
      }),
    );
    const done = await workOnMany(duty, sheet, works, overrule ? await widen(duty, sheet, to) : []);
    return { moved: done.size, stayed: records.length - done.size };
  });
