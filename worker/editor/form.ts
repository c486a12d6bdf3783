import * as z from 'zod';
import { zhCN } from '../../domain/words/index.ts';
import { bare } from '../repository/markdown/order.ts';

const { content, errors, desk } = zhCN;
const { editor } = desk;

type Schema = z.core.$ZodType;

/** A field as the editor wants it described. https://sveltiacms.app/en/docs/fields */
export interface EditorField {
  name: string;
  label: string;
  widget: 'string' | 'number' | 'boolean' | 'select' | 'datetime' | 'object' | 'list' | 'markdown';
  required?: boolean;
  [option: string]: unknown;
}

type Made = Pick<EditorField, 'widget'> & Readonly<Record<string, unknown>>;

const isOk = (schema: Schema, typed: string): boolean => z.safeParse(schema, typed).success;
const readAs = (schema: Schema, typed: string): unknown => z.safeParse(schema, typed).data;

const sharedName = (name: string): string => {
  const named: Readonly<Record<string, unknown>> = content;
  const found = Object.hasOwn(named, name) ? named[name] : undefined;
  return typeof found === 'string' ? found : name;
};

/** What a field is called: the sentence that asks for it names it. */
const labelOf = (name: string, schema: Schema): string => {
  const groups: Readonly<Record<string, string>> = editor.groups;
  if (Object.hasOwn(groups, name)) return groups[name] ?? name;
  const asked = z.safeParse(schema, undefined).error?.issues[0]?.message ?? '';
  return /^请(?:填写|选择)(.+)$/.exec(asked)?.[1] ?? /^(.+?)请填/.exec(asked)?.[1] ?? sharedName(name);
};

const optionsOf = (schema: z.core.$ZodEnum, wrapped: Schema): { label: string; value: string }[] => {
  const names = /：(.+)$/.exec(z.safeParse(wrapped, '?').error?.issues[0]?.message ?? '')?.[1]?.split('、') ?? [];
  return Object.values(schema._zod.def.entries).map((value, at) => ({ value: String(value), label: names[at] ?? String(value) }));
};

/** What a value of a schema is typed into. */
const widgetOf = (name: string, wrapped: Schema): Made | undefined => {
  const { schema, preset } = bare(wrapped);
  if (name === 'position' || name === 'row') return undefined;
  if (schema instanceof z.ZodObject) return { widget: 'object', fields: fieldsOf(schema) };
  if (schema instanceof z.ZodArray) {
    const element: Schema = schema.def.element;
    const inner = bare(element).schema;
    if (inner instanceof z.ZodObject) return { widget: 'list', fields: fieldsOf(inner) };
    if (inner instanceof z.ZodEnum) return { widget: 'select', multiple: true, options: optionsOf(inner, element) };
    // Houses are written in one line, `1-12`.
    if (name === 'ids' || name === 'buildings') return { widget: 'string' };
    return { widget: 'list', field: { name: 'entry', label: labelOf(name, element), widget: 'string' } };
  }
  if (schema instanceof z.ZodEnum)
    return { widget: 'select', options: optionsOf(schema, bare(wrapped).preset === undefined ? wrapped : schema), default: preset };
  if (readAs(schema, '是') === true) return { widget: 'boolean', default: preset ?? false };
  if (isOk(schema, '2022-04-16') && !isOk(schema, '无'))
    return { widget: 'datetime', type: 'date', format: 'YYYY-MM-DD', picker_utc: false };
  if (isOk(schema, '08:00') && !isOk(schema, '无'))
    return { widget: 'string', pattern: ['^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$', errors.time(labelOf(name, schema))] };
  if (['0', '1', '5', '30'].some((typed) => typeof readAs(schema, typed) === 'number'))
    return { widget: 'number', value_type: 'int', ...(preset !== undefined && { default: preset }) };
  return { widget: 'string' };
};

/** The fields of a kind of file, in the order of its schema. */
export const fieldsOf = (schema: z.ZodObject): EditorField[] =>
  Object.entries(schema.shape).flatMap(([name, wrapped]) => {
    const made = widgetOf(name, wrapped);
    const isWanted = !isOptional(wrapped);
    return made ? [{ name, label: labelOf(name, bare(wrapped).schema), ...made, required: isWanted }] : [];
  });

const isOptional = (schema: Schema): boolean => z.safeParse(schema, undefined).success;
