import { tallyOf, type Line, pageOf, signupsOf } from '../../records/lines.ts';
import type { Duty } from '../../duty.ts';
import type { Offered } from './offered.ts';

// More than any slot holds: those who have to be called are all on one list.
const EVERYBODY = 600;

/** Everybody who is still to come in a slot, by building and door. */
export const inSlot = async (duty: Duty, offered: Offered, key: string): Promise<{ lines: Line[]; total: number }> => {
  const where = signupsOf(duty, offered.sheet, offered);
  const tallies = await tallyOf(duty.store, offered.sheet, where);
  return pageOf(duty.store, offered.sheet, where, tallies, { slot: key, state: 'booked' }, 1, EVERYBODY);
};
