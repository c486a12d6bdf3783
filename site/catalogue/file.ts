import type * as z from 'zod';
import { withoutBlanks } from '../../domain/typed.ts';
import { zhCN } from '../../domain/words/index.ts';
import { type Located, locateSettings, readSettings } from './settings.ts';

const { errors } = zhCN;

/** What is wrong with a file, where, in a sentence for whoever wrote it. */
export interface Fault {
  /** Path under the content folder. */
  file: string;
  /** 1 is the first line. */
  line: number;
  /** `slots.2.from`; empty where the file as a whole is meant. */
  field: string;
  message: string;
}

/** A fault inside a file's settings, before it is known where in the file it stands. */
export interface Complaint {
  path: readonly PropertyKey[];
  message: string;
}

/** A file of front matter and text that passed its schema, or what is wrong with it. */
export type Checked<Value> = { value: Value; body: string; locate: (complaint: Complaint) => Fault } | { faults: Fault[] };

const FENCE = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/;

/** Checks one file's text against the schema of its kind. @param file the path to report */
export const checked = <Schema extends z.ZodType>(file: string, text: string, schema: Schema): Checked<z.output<Schema>> => {
  const source = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const fence = FENCE.exec(source);
  if (!fence) return { faults: [{ file, line: 1, field: '', message: errors.noFrontMatter }] };

  const settings = fence[1] ?? '';
  const body = source.slice(fence[0].length);
  let located: Located | undefined;
  const locate = ({ path, message }: Complaint): Fault => {
    located ??= locateSettings(settings);
    // A missing field has no place of its own: name the line of what should hold it.
    for (let depth = path.length; depth > 0; depth--) {
      const line = located.lineOf(path.slice(0, depth));
      if (line !== undefined) return { file, line: line + 1, field: path.join('.'), message };
    }
    return { file, line: 1, field: path.join('.'), message };
  };
  const parse = (value: unknown) =>
    schema.safeParse(withoutBlanks(value) ?? {}, {
      error: ({ code }) => (code === 'unrecognized_keys' ? undefined : errors.wrongShape),
    });

  const read = readSettings(settings);
  const quick = read === undefined ? undefined : parse(read);
  if (quick?.success) return { value: quick.data, body, locate };
  located = locateSettings(settings);
  if (located.errors.length > 0)
    return { faults: located.errors.map(({ line, message }) => ({ file, line: line + 1, field: '', message: errors.notYaml(message) })) };
  const result = parse(located.value());
  if (result.success) return { value: result.data, body, locate };
  return {
    faults: result.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => locate({ path: [...issue.path, key], message: errors.unknownKey(key) }))
        : [locate({ path: issue.path, message: issue.message })],
    ),
  };
};
