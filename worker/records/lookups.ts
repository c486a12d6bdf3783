import { householdOf, type Site } from '../../domain/address.ts';
import { lastFour } from '../../domain/phone.ts';
import { addressIn } from '../../domain/signup.ts';
import type { Keys } from '../keys.ts';
import { hashOf } from '../lookup.ts';

/** Whoever sends something: a phone and an address, as a form gives them. */
export interface Sender extends Readonly<Record<string, unknown>> {
  phone: string;
  building: string;
}

interface Place extends Site {
  committee: { id: string };
  compound: { id: string };
}

/** What the desk finds a record by: keyed hashes of the phone, its last four digits, the door; and the building in plain. */
export const lookupsOf = async (keys: Keys, { committee, compound, ...site }: Place, sender: Sender) => {
  const [phone, last4, door] = await Promise.all([
    hashOf(keys, 'phone', sender.phone),
    hashOf(keys, 'last4', committee.id, lastFour(sender.phone)),
    hashOf(keys, 'door', committee.id, compound.id, householdOf(site.kind, addressIn(sender))),
  ]);
  return { phone, last4, door, building: sender.building };
};

/** What is left of them when a resident wants to be forgotten. */
export const NO_LOOKUPS = { phone: null, last4: null, door: null, building: null, content: null, sealed: null, keyId: null } as const;
