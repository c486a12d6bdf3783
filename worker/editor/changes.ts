import type { FieldChange } from '../repository/markdown/edit.ts';
import type { Value } from '../repository/markdown/spelling.ts';

type Fields = { readonly [field: string]: Value | undefined };

// Where a building stands is drawn, not typed: the editor has no field for it, and what it does not send is not taken away.
const UNTYPED = ['position', 'row'];

const isFields = (value: Value | undefined): value is Fields => typeof value === 'object' && !Array.isArray(value);
const isList = (value: Value | undefined): value is readonly Value[] => Array.isArray(value);
const nameOf = (value: Value | undefined): string => (isFields(value) ? JSON.stringify(value['id'] ?? value['ids'] ?? null) : 'null');

/** What was sent, with what the editor has no field for as it was. */
const whole = (before: Value | undefined, now: Value): Value => {
  if (isList(now))
    return now.map((one) =>
      nameOf(one) === 'null' ? one : whole(isList(before) ? before.find((old) => nameOf(old) === nameOf(one)) : undefined, one),
    );
  if (!isFields(now) || !isFields(before)) return now;
  const kept = UNTYPED.filter((field) => before[field] !== undefined && now[field] === undefined).map(
    (field) => [field, before[field]] as const,
  );
  const fields = Object.entries(now).map(([field, one]) => [field, one === undefined ? undefined : whole(before[field], one)] as const);
  return Object.fromEntries([...fields, ...kept]);
};

const isSame = (one: Value | undefined, other: Value | undefined): boolean => JSON.stringify(one) === JSON.stringify(other);

const differing = (before: Value | undefined, now: Value | undefined, path: readonly (string | number)[]): FieldChange[] => {
  if (isSame(before, now)) return [];
  if (isFields(before) && isFields(now)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return names.flatMap((name) => differing(before[name], now[name], [...path, name]));
  }
  // Entries that are tables of their own are changed one by one while there are as many as before.
  if (isList(before) && isList(now) && before.length === now.length && now.every(isFields))
    return now.flatMap((one, at) => differing(before[at], one, [...path, at]));
  return [{ path, value: now }];
};

/** Which fields of a file are others than before: its lines and no more are written anew. Both as the schema's order has them. */
export const changesBetween = (before: Value, now: Value): readonly FieldChange[] => differing(before, whole(before, now), []);
