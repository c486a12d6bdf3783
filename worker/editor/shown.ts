import { stringify } from 'yaml';
import * as z from 'zod';
import { bodyText } from '../repository/markdown/file.ts';
import { KINDS, type Kind } from '../repository/markdown/kinds.ts';
import { bare } from '../repository/markdown/order.ts';
import { said, type Value } from '../repository/markdown/spelling.ts';

type Schema = z.core.$ZodType;

const isFields = (value: unknown): value is Record<string, Value> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as the editor's fields have it: words of the schema, houses as a person writes them. */
const shown = (wrapped: Schema, name: string, value: Value): Value => {
  const { schema } = bare(wrapped);
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    const list: readonly Value[] = value;
    if (name !== 'ids' && name !== 'buildings') return list.map((one) => shown(schema.def.element, name, one));
    if (!list.every((one) => typeof one === 'string')) return list.map((one) => shown(schema.def.element, name, one));
    const houses = said(name, list);
    return Array.isArray(houses) ? houses.join(', ') : String(houses);
  }
  if (!(schema instanceof z.ZodObject) || !isFields(value)) return value;
  const fields = Object.entries(schema.def.shape).flatMap(([field, inner]): [string, Value][] => {
    const one = value[field];
    return one === undefined ? [] : [[field, shown(inner, field, one)]];
  });
  return Object.fromEntries(fields);
};

/** A file that was read, as the editor is given it. */
export const shownText = (kind: Kind, value: Value, body: string): string =>
  `---\n${stringify(shown(KINDS[kind], '', value), { lineWidth: 0 })}---\n${bodyText(body)}`;
