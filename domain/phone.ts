import * as z from 'zod';
import { plain } from './typed.ts';

const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^0\d{2,3}[2-9]\d{6,7}(-\d{1,6})?$/;
// Service numbers such as 12345 and 120, and 400/800 lines: only for what a committee publishes.
const SERVICE = /^(\d{3,6}|[48]00\d{7})$/;

// 021-5555-0123 is a way of writing a number, 021-55550123-8 has an extension.
const PARTS = /^(0(?:10|2\d|[3-9]\d{2}))-?([2-9]\d{2,3})-?(\d{4})(?:-(\d{1,6}))?$/;

/** A number as typed, without +86, space, dots and brackets: `(021) 5555-0123` → `02155550123`, an extension kept after `-`. */
export const phoneTyped = (typed: string): string => {
  const bare = plain(typed)
    .replace(/[().·]/g, '')
    .replace(/^(\+|00)86-?/, '')
    .replace(/转/, '-');
  if (/^1[\d-]+$/.test(bare)) return bare.replace(/-/g, '');
  const [, area, first, last, extension] = PARTS.exec(bare) ?? [];
  return area ? [`${area}${first}${last}`, extension].filter(Boolean).join('-') : bare;
};

export const isPersonalPhone = (phone: string): boolean => MOBILE.test(phone) || LANDLINE.test(phone);
export const isPublicPhone = (phone: string): boolean => isPersonalPhone(phone) || SERVICE.test(phone);

/** A resident's number: a Chinese mobile or a landline with its area code. */
export const personalPhone = (required: string, wrong: string) =>
  z.string({ error: required }).overwrite(phoneTyped).refine(isPersonalPhone, wrong);

/** A number that a committee publishes: also service numbers and 400 lines. */
export const publicPhone = (required: string, wrong: string) =>
  z.string({ error: required }).overwrite(phoneTyped).refine(isPublicPhone, wrong);

/** The last four digits, without an extension: what a resident proves a receipt with. */
export const lastFour = (phone: string): string => (phone.split('-')[0] ?? phone).slice(-4);

/** For reading aloud and dialling back: `138 0013 8000`, `021 5555 0123`. */
export const phoneSpoken = (phone: string): string => {
  const [number = '', extension] = phone.split('-');
  const spaced = MOBILE.test(number)
    ? number.replace(/^(\d{3})(\d{4})/, '$1 $2 ')
    : number.replace(/^(0(?:10|2\d|\d{3}))(\d{3,4})(\d{4})$/, '$1 $2 $3');
  return extension ? `${spaced} 转 ${extension}` : spaced;
};
