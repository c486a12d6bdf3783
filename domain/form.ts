import type * as z from 'zod';
import { withoutBlanks } from './typed.ts';

/** A form's fields as typed, by name: what is shown again when something was wrong. `drugs.0.name` is the first drug's name. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A form as it is drawn: what was typed, what is wrong with which field, and a sentence about the whole. */
export interface FormState {
  values: Fields;
  faults: Readonly<Record<string, string>>;
  message?: string | undefined;
}

export const EMPTY_FORM: FormState = { values: {}, faults: {} };

interface Tree { [name: string]: string | readonly string[] | Tree | (Tree | undefined)[] }

const PART = /^[a-z][a-z0-9-]*$|^\d{1,2}$/;

/**
 * Fields by dotted name → nested objects, blank ones dropped, numbered ones closed up to a list:
 * `drugs.2.name` alone becomes the first drug. Names that no form has are passed over.
 */
export const treeOf = (fields: Fields): Tree => {
  const tree: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const parts = name.split('.');
    if (parts.length > 3 || !parts.every((part) => PART.test(part))) continue;
    let at = tree;
    for (const part of parts.slice(0, -1)) {
      const next = Object.hasOwn(at, part) ? at[part] : undefined;
      at = (typeof next === 'object' && next !== null && !Array.isArray(next) ? next : (at[part] = {})) as Record<string, unknown>;
    }
    at[parts.at(-1) ?? ''] = value;
  }
  const closed = Object.entries(tree).map(([name, value]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [name, value];
    const rows = Object.entries(value);
    if (!rows.every(([key]) => /^\d+$/.test(key))) return [name, value];
    return [name, rows.sort(([one], [other]) => Number(one) - Number(other)).map(([, row]) => row).filter(isFilled)];
  });
  return (withoutBlanks(Object.fromEntries(closed)) ?? {}) as Tree;
};

// A row whose only answer is a preset choice was left blank.
const isFilled = (row: unknown): boolean =>
  typeof row === 'object' && row !== null && Object.entries(row).some(([field, value]) => field !== 'queue' && typeof value === 'string' && value.trim() !== '');

/** The inverse of {@link treeOf}: a record's data as a form's fields. */
export const fieldsOf = (tree: object, prefix = ''): Record<string, string | string[]> =>
  Object.fromEntries(Object.entries(tree).flatMap(([name, value]): [string, string | string[]][] => {
    const field = `${prefix}${name}`;
    if (value === undefined || value === null) return [];
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return [[field, value]];
    if (typeof value === 'object') return Object.entries(fieldsOf(value, `${field}.`));
    return [[field, String(value)]];
  }));

/** What is wrong, by field name; the first fault of a field counts. */
export const faultsOf = ({ issues }: z.ZodError): Record<string, string> =>
  Object.fromEntries([...issues].reverse().map(({ path, message }) => [path.join('.'), message]));
