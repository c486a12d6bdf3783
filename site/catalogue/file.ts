import type * as z from 'zod';
import { clean, withoutBlanks } from '../../domain/typed.ts';
import { zhCN } from '../../domain/words/index.ts';
import { slipsIn } from './prose.ts';
import { quickSettings, readSettings, type Settings, type Slip } from './settings.ts';

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
/** How many faults of one file are told: a list gone wrong has one in each of its lines. */
const MOST = 20;

// Signs that can't be seen and turn round or cut off what stands beside them; those that join a family into one sign stay.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A text as everybody's editor would have saved it: no marks of the system, no signs that hide. */
export const tidy = (text: string): string =>
  text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(UNSEEN, '');

/** Checks one file's text against the schema of its kind. @param file the path to report */
export const checked = <Schema extends z.ZodType>(file: string, text: string, schema: Schema): Checked<z.output<Schema>> => {
  try {
    return checkedText(file, tidy(text), schema);
  } catch (error) {
    // Lists in lists in lists: what reads them calls itself.
    if (error instanceof RangeError) return { faults: [{ file, line: 1, field: '', message: errors.tooDeep }] };
    throw error;
  }
};

const checkedText = <Schema extends z.ZodType>(file: string, text: string, schema: Schema): Checked<z.output<Schema>> => {
  const [blank = ''] = /^\s*\n/.exec(text) ?? [];
  const source = text.slice(blank.length);
  const above = blank.split('\n').length - 1;
  const fence = FENCE.exec(source);
  if (!fence) {
    const message = source.startsWith('---') ? errors.noClosing : errors.noFrontMatter;
    return { faults: [{ file, line: 1, field: '', message }] };
  }
  const body = source.slice(fence[0].length);
  const settings = fence[1] ?? '';
  let careful: Settings | undefined;
  const carefully = (): Settings => (careful ??= readSettings(settings));

  const locate = ({ path, message }: Complaint): Fault => {
    const { document, lineOf } = carefully();
    // A missing field has no place of its own: name the line of what should hold it.
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) {
        return { file, line: above + 1 + lineOf(Number(node.range[0])), field: path.join('.'), message };
      }
    }
    return { file, line: above + 1, field: path.join('.'), message };
  };
  const parse = (value: unknown) =>
    schema.safeParse(withoutBlanks(value) ?? {}, {
      error: ({ code }) => (code === 'unrecognized_keys' ? undefined : errors.wrongShape),
    });
  const faultsAt = (found: readonly Slip[], below: number): Fault[] =>
    found.slice(0, MOST).map(({ line, message }) => ({ file, line: below + line, field: '', message }));

  const prose = slipsIn(body);
  const quick = quickSettings(settings);
  const taken = quick === undefined ? undefined : parse(quick);
  if (taken?.success && prose.length === 0) return { value: taken.data, body, locate };

  const { document, slips } = carefully();
  if (slips.length > 0) return { faults: faultsAt(slips, above + 1) };
  if (prose.length > 0) return { faults: faultsAt(prose, above + fence[0].split('\n').length - 1) };
  const result = parse(document.toJS());
  if (result.success) return { value: result.data, body, locate };
  return {
    faults: result.error.issues
      .flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys.map((key) => ({ path: [...issue.path, key], message: errors.unknownKey(clean(key).slice(0, 40)) }))
          : [{ path: issue.path, message: issue.message }],
      )
      .slice(0, MOST)
      .map(locate),
  };
};
