import { Scalar, stringify } from 'yaml';
import type { Said } from './spelling.ts';

// Times and what belongs to them stand on one line each, so that a list of them can be read like a table.
const TABLES = new Set(['changed', 'opens', 'batches', 'slots', 'shifts', 'items']);
const LONGEST_LINE = 140;

/** A text as YAML has it, quoted where another reader could take it for a number or a time. @param like the quotes that stood there */
export const scalar = (text: string, place: 'block' | 'flow', like?: Scalar.Type): string => {
  const node = new Scalar(text);
  // YAML 1.1 reads 08:00 as 480.
  if (/^\d{1,2}:\d{2}/.test(text)) node.type = Scalar.QUOTE_DOUBLE;
  else if (like === Scalar.QUOTE_DOUBLE || like === Scalar.QUOTE_SINGLE) node.type = like;
  const inList = stringify([node], { collectionStyle: place === 'flow' ? 'flow' : 'any', lineWidth: 0, blockQuote: false }).trim();
  return place === 'flow' ? inList.slice(1, -1).trim() : inList.replace(/^- /, '');
};

const isSingle = (value: Said): value is string | number | boolean => typeof value !== 'object';
const isList = (value: Said): value is readonly Said[] => Array.isArray(value);

/** A value on one line. */
export const flow = (value: Said): string => {
  if (typeof value === 'string') return scalar(value, 'flow');
  if (isSingle(value)) return String(value);
  if (isList(value)) return `[${value.map(flow).join(', ')}]`;
  const fields = Object.entries(value).map(([field, one]) => `${field}: ${flow(one)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
};

export const isFields = (value: Said): value is { readonly [field: string]: Said } => !isSingle(value) && !isList(value);
const isEmpty = (value: Said): boolean => !isSingle(value) && Object.keys(value).length === 0;

const fitsLine = (field: string, value: Said, indent: string): boolean => {
  if (isEmpty(value)) return true;
  if (!isList(value)) return isSingle(value) || TABLES.has(field);
  const isPlain = value.every((one) => isSingle(one) || (isList(one) && one.every(isSingle)));
  // What to bring is a list of sentences; the rest are words.
  return isPlain && field !== 'bring' && `${indent}${field}: ${flow(value)}`.length <= LONGEST_LINE;
};

/** One entry of the list of a field. @param indent what stands before its dash */
export const entry = (field: string, value: Said, indent: string): string => {
  if (typeof value === 'string') return `- ${scalar(value, 'block')}`;
  if (!isFields(value) || isEmpty(value) || TABLES.has(field)) return `- ${flow(value)}`;
  return `- ${fields(value, `${indent}  `)}`;
};

/** One field with its value, over as many lines as it wants. @param indent what stands before its name */
export const field = (name: string, value: Said, indent: string): string => {
  if (typeof value === 'string') return `${name}: ${scalar(value, 'block')}`;
  if (fitsLine(name, value, indent)) return `${name}: ${flow(value)}`;
  const inner = `${indent}  `;
  if (isList(value)) return [`${name}:`, ...value.map((one) => inner + entry(name, one, inner))].join('\n');
  return isFields(value) ? `${name}:\n${inner}${fields(value, inner)}` : `${name}: ${flow(value)}`;
};

/** Fields one under the other; the first one has no indent before it. */
export const fields = (value: { readonly [field: string]: Said }, indent: string): string =>
  Object.entries(value)
    .map(([name, one]) => field(name, one, indent))
    .join(`\n${indent}`);
