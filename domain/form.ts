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

/** The id of a field's input in the page; `h` is that of its hint, `e` of its fault. */
export const fieldId = (name: string, part: 'f' | 'h' | 'e' = 'f'): string => `${part}-${name.replaceAll('.', '-')}`;

type Row = Record<string, string | readonly string[]>;
type Tree = Record<string, string | readonly string[] | Row[]>;

const NAME = /^[a-z][a-z0-9-]*$/;
const ROW_FIELD = /^([a-z]+)\.(\d{1,2})\.([a-z]+)$/;

/**
 * Fields by name → what a schema reads: blank ones dropped, `drugs.2.name` put into a list of drugs,
 * whose empty rows are closed up. Names that no form has are passed over.
 */
export const treeOf = (fields: Fields): Tree => {
  const plain: Tree = {};
  const lists = new Map<string, Map<number, Row>>();
  for (const [name, value] of Object.entries(fields)) {
    const [, list, number, field] = ROW_FIELD.exec(name) ?? [];
    if (NAME.test(name)) plain[name] = value;
    if (!list || !number || !field) continue;
    const rows = lists.get(list) ?? new Map<number, Row>();
    rows.set(Number(number), { ...rows.get(Number(number)), [field]: value });
    lists.set(list, rows);
  }
  for (const [list, rows] of lists) {
    const ordered = [...rows].sort(([one], [other]) => one - other).map(([, row]) => row);
    plain[list] = ordered.filter(isFilled);
  }
  return (withoutBlanks(plain) ?? {}) as Tree;
};

// A row whose only answer is a preset choice was left blank.
const isFilled = (row: Row): boolean =>
  Object.entries(row).some(([field, value]) => field !== 'queue' && typeof value === 'string' && value.trim() !== '');

/** The inverse of {@link treeOf}: a record's data as a form's fields. */
export const fieldsOf = (tree: object, prefix = ''): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(tree).flatMap(([name, value]): [string, string | string[]][] => {
      const field = `${prefix}${name}`;
      if (value === undefined || value === null) return [];
      if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return [[field, value]];
      if (typeof value === 'object') return Object.entries(fieldsOf(value, `${field}.`));
      return [[field, String(value)]];
    }),
  );

/** What is wrong, by field name, in the order of the form; the first fault of a field counts. */
export const faultsOf = ({ issues }: z.ZodError): Record<string, string> => {
  const faults: Record<string, string> = {};
  for (const { path, message } of issues) faults[path.join('.')] ??= message;
  return faults;
};
