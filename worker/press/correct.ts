import * as z from 'zod';
import type { Stamp } from '../../domain/press/form.ts';
import type { FormState } from '../../domain/form.ts';
import { SCHEMAS } from '../../domain/press/kind.ts';
import { typedIn } from '../../domain/typed.ts';
import { zhCN } from '../../domain/words/index.ts';
import { checked } from '../../site/catalogue/file.ts';
import { editBody, editText } from '../repository/markdown/edit.ts';
import { readText } from './read.ts';

const { press: words } = zhCN.desk;
const { text } = typedIn(zhCN.errors);

/** What was wrong in a notice, and what is right. */
export const correctionInput = z.object({ wrong: text(words.wrong, 200), right: text(words.right, 200), replace: z.string().optional() });

/** A notice's file with a correction in sight, or what is wrong with it, by field; nothing where it is none that can be read. */
export const corrected = (
  path: string,
  source: string,
  { wrong, right, replace }: z.infer<typeof correctionInput>,
  { day, at }: Stamp,
): { text: string } | { faults: FormState['faults'] } | undefined => {
  const read = readText(path, source);
  if (read?.filed.kind !== 'notice') return undefined;
  if (replace === 'yes' && !read.body.includes(wrong)) return { faults: { wrong: words.notInText } };
  const before = read.filed.file.corrections ?? [];
  const correction = { day, at, was: wrong, now: right };
  const edited = editText(source, [
    before.length > 0 ? { path: ['corrections', before.length], value: correction } : { path: ['corrections'], value: [correction] },
  ]);
  const body = replace === 'yes' ? read.body.replaceAll(wrong, () => right) : undefined;
  const text = body === undefined ? edited : editBody(edited, body);
  const result = checked(path, text, SCHEMAS.notice);
  return 'faults' in result ? { faults: { right: result.faults[0]?.message ?? '' } } : { text };
};
