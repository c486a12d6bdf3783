import * as z from 'zod';
import type { Stamp } from '../../domain/press/form.ts';
import { typedIn } from '../../domain/typed.ts';
import { zhCN } from '../../domain/words/index.ts';
import { editBody, editText } from '../repository/markdown/edit.ts';
import { readText } from './read.ts';

const { press: words } = zhCN.desk;
const { text } = typedIn(zhCN.errors);

/** What was wrong in a notice, and what is right. */
export const correctionInput = z.object({ wrong: text(words.wrong, 200), right: text(words.right, 200), replace: z.string().optional() });

/** A notice's file with a correction in sight; nothing where it is none that can be read. */
export const corrected = (
  path: string,
  source: string,
  { wrong, right, replace }: z.infer<typeof correctionInput>,
  { day, at }: Stamp,
): string | undefined => {
  const read = readText(path, source);
  if (read?.filed.kind !== 'notice') return undefined;
  const before = read.filed.file.corrections ?? [];
  const correction = { day, at, was: wrong, now: right };
  const edited = editText(source, [
    before.length > 0 ? { path: ['corrections', before.length], value: correction } : { path: ['corrections'], value: [correction] },
  ]);
  return replace === 'yes' && read.body.includes(wrong)
    ? editBody(
        edited,
        read.body.replace(wrong, () => right),
      )
    : edited;
};
