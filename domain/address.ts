import * as z from 'zod';
import { numberTyped, plain, typedIn } from './typed.ts';
import type { Words } from './words/index.ts';

/** A compound's kind decides what an address is (seeds/000: street houses, a village's 7th group; seeds/003: work sites). */
export const KINDS = ['compound', 'street', 'village', 'worksite'] as const;
export type Kind = (typeof KINDS)[number];

/** The first part of an address: a building, a street number, a village group, a dormitory. */
export interface Building {
  id: string;
  name: string;
  households?: number | undefined;
  floors?: number | undefined;
  units?: number | undefined;
  phone?: string | undefined;
  position?: readonly [number, number] | undefined;
}

export interface Address {
  building: string;
  unit?: string | undefined;
  room?: string | undefined;
  family?: string | undefined;
  house?: string | undefined;
  bed?: string | undefined;
}

/** The fields of an address by kind, in the order in which they are asked; the building comes before them. */
export const ADDRESS_FIELDS = {
  compound: ['unit', 'room'],
  street: ['family', 'room'],
  village: ['house'],
  worksite: ['bed'],
} as const satisfies Record<Kind, readonly (keyof Address)[]>;

/** What a site's address is checked against. */
export interface Site {
  kind: Kind;
  buildings: readonly Building[];
}

/** The address fields of a form, checked against the site's own buildings. Field names are those of {@link Address}. */
export const addressShape = ({ kind, buildings }: Site, words: Words) => {
  const { code, text } = typedIn(words.errors);
  const label = words.places.building[kind];
  const building = z
    .string({ error: words.errors.choose(label) })
    .overwrite(plain)
    .refine((id) => buildings.some((one) => one.id === id), words.places.noSuchBuilding(label));
  const hasUnits = buildings.some(({ units = 1 }) => units > 1);
  const shapes = {
    compound: { ...(hasUnits && { unit: code(words.places.unit, 4).optional() }), room: code(words.places.room.compound) },
    street: { family: text(words.places.family, 10), room: code(words.places.room.street).optional() },
    village: { house: code(words.places.house) },
    worksite: { bed: code(words.places.bed) },
  } satisfies Record<Kind, z.ZodRawShape>;
  const rest: z.ZodRawShape = shapes[kind];
  return { building, ...rest };
};

/** What is wrong with the unit, where the building has several; nothing if it is right. */
export const unitFault = ({ buildings }: Site, address: Partial<Address>, words: Words): string | undefined => {
  const units = buildings.find(({ id }) => id === address.building)?.units ?? 1;
  if (units <= 1) return undefined;
  if (!address.unit) return words.errors.required(words.places.unit);
  const unit = Number(bare(address.unit));
  if (Number.isNaN(unit)) return words.errors.number(words.places.unit);
  return unit >= 1 && unit <= units ? undefined : words.places.noSuchUnit(units);
};

// 0301, 301室 and ３０１ are one door.
const bare = (typed: string) =>
  numberTyped(typed)
    .toUpperCase()
    .replace(/(室|号床|床|号|单元|家)$/, '')
    .replace(/^0+(?=.)/, '');

/**
 * What counts as one household at this kind of site, as a canonical key within the site:
 * building-unit-room; street number plus family name (one door can hold several families);
 * group and house; dormitory and bed.
 */
export const householdOf = (kind: Kind, address: Address): string => {
  const parts = {
    compound: [address.unit, address.room],
    street: [address.family],
    village: [address.house],
    worksite: [address.bed],
  }[kind];
  return [address.building, ...parts.map((part) => bare(part ?? ''))].join('/');
};

/** The address as a person says it: `3号楼 2单元 301室`. */
export const doorOf = ({ buildings }: Site, address: Address, words: Words): string => {
  const { door } = words.places;
  const building = buildings.find(({ id }) => id === address.building)?.name ?? address.building;
  const parts = (['unit', 'room', 'family', 'house', 'bed'] as const).flatMap((field) => {
    const typed = address[field];
    return typed ? [door[field](typed.replace(/(室|号床|床|号|单元|家)$/, ''))] : [];
  });
  return [building, ...parts].join(' ');
};
