import * as z from 'zod';
import type { signups } from '../../db/schema/signups.ts';
import { DAY, type Instant } from '../../domain/clock.ts';
import type { SlotWords } from '../../domain/receipt.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { Slot } from '../../domain/slot.ts';
import type { Sender } from './lookups.ts';

export type Signup = typeof signups.$inferSelect;

/** What a sign-up form comes to when it is valid: the slot's id, name, phone and address. */
export interface SignupInput extends Sender {
  slot: string;
  name: string;
}

/** What is sealed of a sign-up: who comes, and from which door. */
export const sealedPerson = z.looseObject({ name: z.string(), phone: z.string(), building: z.string() });
export type Person = z.output<typeof sealedPerson>;

/** A slot in the words that are kept with a sign-up. */
export const wordsOf = ({ key, kind, of, title, place, startsAt, endsAt }: Slot): SlotWords => ({
  key,
  kind,
  of,
  title,
  place,
  startsAt,
  endsAt,
});

/** When a sign-up for a slot is to be purged, real time. */
export const purgeOf = (sheet: Sheet, { endsAt }: Pick<Slot, 'endsAt'>): Instant =>
  endsAt - sheet.town.clockOffset + sheet.town.keep.signups * DAY;
