import { type Filed, KINDS, type Kind } from './kinds.ts';
import { ordered } from './order.ts';
import { said } from './spelling.ts';
import { fields, isFields } from './yaml.ts';

const FENCE = '---';

/** The text below the settings as it stands in a file: one blank line before it, one line's end after it, nothing where it is empty. */
export const bodyText = (body: string): string => {
  const text = body
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
  return text === '' ? '' : `\n${text}\n`;
};

/**
 * A new file as a person would have written it: the fields in the schema's order, in Chinese where the town's files are, nothing
 * that holds anyway. What the catalogue reads from it is the same value again.
 * @param body the Markdown below
 */
export const fileText = <K extends Kind>(kind: K, value: Filed<K>, body: string): string => {
  const front = said('', ordered(KINDS[kind], value));
  if (!isFields(front)) throw new Error(`a ${kind} has fields`);
  return [FENCE, fields(front, ''), FENCE, bodyText(body)].join('\n');
};
