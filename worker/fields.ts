import type { Context } from 'hono';
import * as z from 'zod';
import { type Fields, fieldsOf } from '../domain/form.ts';
import { zhCN } from '../domain/words/index.ts';
import { Refusal } from './refusal.ts';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
// Two levels and no more: a body of brackets must not lead anybody into a deep recursion.
const body = z.record(z.string(), z.union([scalar, z.array(scalar), z.array(z.record(z.string(), scalar))]));

const UTF8 = new TextDecoder();

const unreadable = () => new Refusal(400, zhCN.asking.unreadable);

const inJson = (text: string): Fields => {
  const parsed = body.safeParse(JSON.parse(text));
  if (!parsed.success) throw unreadable();
  return fieldsOf(parsed.data);
};

const inForm = (form: FormData | URLSearchParams): Fields => {
  const fields = new Map<string, string[]>();
  for (const [name, value] of form) {
    if (typeof value !== 'string') throw unreadable();
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return Object.fromEntries([...fields].map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]));
};

export const isJson = (c: Context): boolean => /^application\/json\b/i.test(c.req.header('content-type') ?? '');
const isPlainForm = (c: Context): boolean => /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '');

/**
 * The fields of a form, or of JSON with the same names, as typed.
 * @throws Refusal 400 if the body is not what its content type says
 */
export const fieldsIn = async (c: Context): Promise<Fields> => {
  try {
    if (isJson(c)) return inJson(await c.req.text());
    // What browsers send, without the way through streams that a form of several parts takes.
    return inForm(isPlainForm(c) ? new URLSearchParams(UTF8.decode(await c.req.arrayBuffer())) : await c.req.formData());
  } catch (error) {
    // What a parser complains of holds pieces of what was sent: nothing of it is passed on.
    throw error instanceof Refusal ? error : unreadable();
  }
};

/** One field, if it was sent once. */
export const field = (fields: Fields, name: string): string => {
  const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof value === 'string' ? value : '';
};

/** The random key that a script put into the form; nothing where there was no script. */
export const keyIn = (fields: Fields): string | undefined => {
  const key = field(fields, 'key');
  return key.length >= 16 && key.length <= 200 ? key : undefined;
};
