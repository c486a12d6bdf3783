import { ALPHABET } from './receipt.ts';
import { plain } from './typed.ts';

// The first 32 bits of a record's id, in letters that are not misread: on labels and sheets, useless to a finder.
const DIGITS = 8;
const LETTERS = 7;

/** A record's tag for staff, `K7M4QPA`: on labels and lists, and typed to find the record again. */
export const tagOf = (id: string): string => {
  let rest = Number.parseInt(id.slice(0, DIGITS), 16);
  let tag = '';
  for (let letter = 0; letter < LETTERS; letter++) {
    tag = `${ALPHABET[rest % 32]}${tag}`;
    rest = Math.floor(rest / 32);
  }
  return tag;
};

/** For reading: `K7M-4QPA`. */
export const tagSpoken = (tag: string): string => `${tag.slice(0, 3)}-${tag.slice(3)}`;

/** With which digits the ids of a tag begin; nothing if it is no tag. Two records can share one, once in four thousand million. */
export const idsOfTag = (typed: string): string | undefined => {
  const tag = plain(typed).toUpperCase().replace(/-/g, '');
  if (tag.length !== LETTERS || ![...tag].every((letter) => ALPHABET.includes(letter))) return undefined;
  const number = [...tag].reduce((sum, letter) => sum * 32 + ALPHABET.indexOf(letter), 0);
  return number < 2 ** 32 ? number.toString(16).padStart(DIGITS, '0') : undefined;
};

/** The address that a tag's QR opens, for whoever is at work. */
export const tagPath = (tag: string): string => `/desk/t/${tag}`;
