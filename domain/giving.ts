import * as z from 'zod';
import { personalPhone } from './phone.ts';
import { HOURS_GIVEN, isFairPin, ROLES, type Scope } from './role.ts';
import { personName } from './signup.ts';
import { plain } from './typed.ts';
import type { Words } from './words/index.ts';

/** A scope as one value of a form: `mingdu/xibu-xincun/3`, `mingdu`, or `*` for the town. */
export const scopeTyped = (typed: string, town: string): Scope => {
  if (typed === '*') return { town };
  const [committee, compound, building] = typed.split('/');
  return { town, committee, compound: compound || undefined, building: building || undefined };
};

/** The inverse of {@link scopeTyped}. */
export const scopeValue = ({ committee, compound, building }: Scope): string =>
  [committee, compound, building].filter((part) => part !== undefined).join('/') || '*';

const hours = (words: Words) =>
  z
    .enum(HOURS_GIVEN.map(String) as [string, ...string[]], { error: words.errors.choose(words.desk.people.hours) })
    .transform(Number)
    .optional();

/** A role that a lead gives: which, where, for how many hours; without hours until it is taken back, or lapses. */
export const givingInput = (words: Words) => {
  const { people } = words.desk;
  return z.object({
    role: z.enum(ROLES, { error: words.errors.choose(people.role) }),
    scope: z
      .string({ error: words.errors.choose(people.scope) })
      .overwrite(plain)
      .regex(/^(\*|[^/]{1,60}(\/[^/]{1,60}){0,2})$/, words.errors.choose(people.scope)),
    hours: hours(words),
  });
};

/** Somebody who is invited: a name to be called by, a phone to be called at, and a role. */
export const inviteInput = (words: Words) =>
  givingInput(words).extend({
    name: personName(words.desk.people.name, words),
    phone: personalPhone(words.errors.required(words.asking.phone), words.errors.phone).optional(),
  });

/** A new PIN, typed twice. */
const pinShape = (words: Words) => ({
  pin: z.string({ error: words.desk.door.pinNeeded }).overwrite(plain).refine(isFairPin, words.desk.door.pinFair),
  again: z.string({ error: words.desk.door.pinDiffers }).overwrite(plain),
});
const sameTwice = (words: Words) => ({
  check: ({ pin, again }: { pin: string; again: string }) => pin === again,
  fault: { error: words.desk.door.pinDiffers, path: ['again'] },
});

/** The six digits that somebody sets when he joins. */
export const pinInput = (words: Words) => {
  const { check, fault } = sameTwice(words);
  return z.object(pinShape(words)).refine(check, fault);
};

/** Both halves of a sealed code, who opens them, and a PIN to come back with. */
export const sealedInput = (words: Words) => {
  const { check, fault } = sameTwice(words);
  const { door } = words.desk;
  const half = (label: string) =>
    z
      .string({ error: words.errors.required(label) })
      .min(1, words.errors.required(label))
      .max(40);
  return z
    .object({
      first: half(door.sealedFirst),
      second: half(door.sealedSecond),
      name: personName(door.sealedName, words),
      phone: personalPhone(words.errors.required(door.sealedPhone), words.errors.phone),
      ...pinShape(words),
    })
    .refine(check, fault);
};
