import * as z from 'zod';
import type { Value } from './spelling.ts';

type Fields = { readonly [field: string]: Value | undefined };
type Schema = z.core.$ZodType;

/** A schema without what is wrapped around it, and what stands where nothing is said. */
export const bare = (schema: Schema): { schema: Schema; preset?: unknown } => {
  if (schema instanceof z.ZodDefault) return { ...bare(schema.def.innerType), preset: schema.def.defaultValue };
  if (schema instanceof z.ZodOptional) return bare(schema.def.innerType);
  if (schema instanceof z.ZodPipe && !(schema.def.out instanceof z.ZodTransform)) return bare(schema.def.out);
  return { schema };
};

const isFields = (value: Value): value is Fields => typeof value === 'object' && !Array.isArray(value);

/** A value with its fields in the order of its schema, and without what would stand there anyway. */
export const ordered = (wrapped: Schema, value: Value): Value => {
  const { schema } = bare(wrapped);
  if (schema instanceof z.ZodArray && Array.isArray(value)) return value.map((entry: Value) => ordered(schema.def.element, entry));
  if (!(schema instanceof z.ZodObject) || !isFields(value)) return value;
  const fields = Object.entries(schema.def.shape).flatMap(([name, inner]): [string, Value][] => {
    const one = value[name];
    if (one === undefined || one === bare(inner).preset) return [];
    const kept = ordered(inner, one);
    // That there is such a field may say something, even where all in it would stand there anyway.
    return [[name, isFields(kept) && Object.keys(kept).length === 0 ? one : kept]];
  });
  return Object.fromEntries(fields);
};
