import { eq, inArray, type SQL, sql } from 'drizzle-orm';
import { signups } from '../../db/schema/signups.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { claimOf } from '../../domain/signup.ts';
import type { Slot } from '../../domain/slot.ts';
import { HOLDING_STATES } from '../../domain/status.ts';
import type { Keys } from '../keys.ts';
import { hashOf } from '../lookup.ts';
import type { Sender } from './lookups.ts';

/** The keyed hash of what may hold only one live sign-up: the household, or for a shift the phone. */
export const claimHash = (keys: Keys, sheet: Sheet, slot: Pick<Slot, 'kind' | 'of' | 'key'>, sender: Sender): Promise<string> =>
  hashOf(keys, 'claim', sheet.committee.id, sheet.compound.id, claimOf(sheet, slot, sender));

/** Which sign-ups hold a place under this claim. */
export const isHeld = (claim: string): SQL => sql`${eq(signups.claim, claim)} and ${inArray(signups.state, [...HOLDING_STATES])}`;
