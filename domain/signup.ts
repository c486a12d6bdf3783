import * as z from 'zod';
import { type Address, addressShape, householdOf, type Site, unitFault } from './address.ts';
import { personalPhone } from './phone.ts';
import type { Slot } from './slot.ts';
import { plain, typedIn } from './typed.ts';
import type { Words } from './words/index.ts';

/** A person's name of one character or thirty. */
export const personName = (label: string, words: Words) => typedIn(words.errors).text(label, 30);

/** What a resident sends to sign up: which slot, who, where. Field names are the form's. */
export const signupInput = (site: Site, words: Words) =>
  z
    .object({
      slot: z
        .string({ error: words.errors.choose(words.asking.slot) })
        .overwrite(plain)
        .min(1, words.errors.choose(words.asking.slot))
        .max(60),
      name: personName(words.asking.name, words),
      phone: personalPhone(words.errors.required(words.asking.phone), words.errors.phone),
      ...addressShape(site, words),
    })
    .superRefine((input, { addIssue }) => {
      const fault = unitFault(site, addressIn(input), words);
      if (fault) addIssue({ code: 'custom', path: ['unit'], message: fault });
    });

const FIELDS = ['building', 'unit', 'room', 'family', 'house', 'bed'] as const;

/** The address among a form's fields. */
export const addressIn = (input: Readonly<Record<string, unknown>>): Address => {
  const typed = FIELDS.flatMap((field): [string, string][] => {
    const value = input[field];
    return typeof value === 'string' ? [[field, value]] : [];
  });
  return { building: '', ...Object.fromEntries(typed) };
};

/**
 * What may hold only one live sign-up: a household for a distribution or a round, a phone for a shift.
 * It is hashed with the lookup key before it is stored.
 */
export const claimOf = (site: Site, slot: Pick<Slot, 'key' | 'kind' | 'of'>, input: { phone: string }): string =>
  slot.kind === 'post' ? `${slot.key}|${input.phone}` : `${slot.kind}/${slot.of}|${householdOf(site.kind, addressIn(input))}`;

/** Whether it is this building's turn: a slot without buildings is for everybody. */
export const mayCome = ({ buildings, kind }: Slot, building: string): boolean =>
  kind === 'post' || !buildings || buildings.includes(building);
