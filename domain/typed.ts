import * as z from 'zod';
import { remembered } from './remembered.ts';
import type { errors as zhErrors } from './words/zh-CN/errors.ts';

// What people type, and what they clearly meant: full-width digits, `8:30`, `4月16日`, a Chinese comma.

export type ErrorWords = typeof zhErrors;

/** Prose as typed: without BOM, control characters and outer space; its punctuation is kept. */
export const clean = (typed: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  typed.replace(/[\u0000-\u0008\u000b-\u001f\u007f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '').trim();

/** Codes and numbers as typed: full-width forms become plain ones, space goes. */
export const plain = (typed: string): string => clean(typed).normalize('NFKC').replace(/\s+/g, '');

const NUMERALS = '零一二三四五六七八九十';

/** `２盒`, `两天`, `三` → `2`, `2`, `3`; what is no number is returned as typed. */
export const numberTyped = (typed: string): string => {
  const bare = plain(typed)
    .replace(/^两/, '二')
    .replace(/(?<=[\d零一二三四五六七八九十])[盒瓶支片天日人个户次元单]+$/, '');
  return bare.length === 1 && NUMERALS.includes(bare) ? String(NUMERALS.indexOf(bare)) : bare;
};

const two = (digits: string) => digits.padStart(2, '0');

// Quotes that an editor turned round stand about a day or a time, never in it.
const unquoted = (typed: string): string => plain(typed).replace(/[“”‘’「」"']/g, '');

/** `2022/4/16`, `2022年4月16日` → `2022-04-16`; what is no date is returned as typed. */
export const dayTyped = (typed: string): string => {
  const [, year, month = '', date = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(unquoted(typed)) ?? [];
  return year ? `${year}-${two(month)}-${two(date)}` : unquoted(typed);
};

/** `8:30`, `０８：３０`, `8点半`, `8点` → `08:30`; what is no time is returned as typed. */
export const timeTyped = (typed: string): string => {
  const [, hours, minutes = '', half] = /^(\d{1,2})[:点时](\d{1,2})?(半)?分?$/.exec(unquoted(typed)) ?? [];
  return hours ? `${two(hours)}:${half ? '30' : two(minutes)}` : unquoted(typed);
};

// A town's files name the same few days again and again.
const isDay = remembered(
  1000,
  (day: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(day) &&
    new Date(`${day}T00:00:00Z`).toString() !== 'Invalid Date' &&
    new Date(`${day}T00:00:00Z`).toISOString().startsWith(day),
);
const isTime = (time: string) => /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time);

/** Drops empty strings, nulls and emptied lists, however deep: an empty field is a field not filled in. */
export const withoutBlanks = (value: unknown): unknown => {
  if (typeof value === 'string') return clean(value) === '' ? undefined : value;
  if (Array.isArray(value)) {
    const kept = value.map(withoutBlanks).filter((entry) => entry !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  if (value === null) return undefined;
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, entry]) => {
      const kept = withoutBlanks(entry);
      return kept === undefined ? [] : [[key, kept]];
    }),
  );
};

/** `1、3，5` or a list → a list. */
export const listTyped = (value: unknown): unknown =>
  typeof value === 'string'
    ? value
        .split(/[、,，;；]/)
        .map(clean)
        .filter(Boolean)
    : value;

/** Field types with their error texts, in the words of one language. */
export const typedIn = (words: ErrorWords) => {
  const text = (label: string, max = 200) =>
    z
      .string({ error: words.required(label) })
      .overwrite(clean)
      .min(1, words.required(label))
      .max(max, words.tooLong(label, max));
  const code = (label: string, max = 20) =>
    z
      .string({ error: words.required(label) })
      .overwrite(plain)
      .min(1, words.required(label))
      .max(max, words.tooLong(label, max));
  const day = (label: string) =>
    z
      .string({ error: words.required(label) })
      .overwrite(dayTyped)
      .refine(isDay, words.day(label));
  const time = (label: string) =>
    z
      .string({ error: words.required(label) })
      .overwrite(timeTyped)
      .refine(isTime, words.time(label));
  const count = (label: string, min: number, max: number) =>
    z
      .string({ error: words.required(label) })
      .overwrite(numberTyped)
      .refine((typed) => /^\d{1,9}$/.test(typed) && Number(typed) >= min && Number(typed) <= max, words.count(label, min, max))
      .transform(Number);
  /** One word of a few; `names` maps each word to its Chinese name, and either may be typed. */
  const word = <Word extends string>(label: string, names: Record<Word, string>) => {
    const choices = Object.keys(names) as Word[];
    const meant = (typed: unknown) => {
      if (typeof typed !== 'string') return typed;
      return choices.find((choice) => names[choice] === clean(typed)) ?? plain(typed);
    };
    return z.preprocess(
      meant,
      z.enum(choices, {
        error: ({ input }) => (input === undefined ? words.choose(label) : words.notOneOf(label, Object.values(names).join('、'))),
      }),
    );
  };
  const flag = (label: string) =>
    z
      .string({ error: words.flag(label) })
      .overwrite(plain)
      .refine((typed) => /^(true|false|yes|no|on|1|0|是|否|有|无)$/i.test(typed), words.flag(label))
      .transform((typed) => /^(true|yes|on|1|是|有)$/i.test(typed));
  const list = <Entry extends z.ZodType>(entry: Entry) => z.preprocess(listTyped, z.array(entry));
  return { text, code, day, time, count, word, flag, list };
};
