import type { Fields } from '../../domain/form.ts';
import { fieldAt, fileIn, type Stamp } from '../../domain/press/form.ts';
import { type PressKind, SCHEMAS } from '../../domain/press/kind.ts';
import type { NoticeFile } from '../../domain/notice.ts';
import type { PostFile } from '../../domain/post.ts';
import type { RoundFile } from '../../domain/round-file.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { SupplyFile } from '../../domain/supply.ts';
import { withoutBlanks } from '../../domain/typed.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Complaint } from '../../site/catalogue/file.ts';
import { slipsIn } from '../../site/catalogue/prose.ts';
import { postRule, roundRule, supplyRule } from '../../site/catalogue/rules.ts';

const { errors, desk } = zhCN;

/** A file's settings with their kind. */
export type Filed =
  | { kind: 'notice'; file: NoticeFile }
  | { kind: 'round'; file: RoundFile }
  | { kind: 'supply'; file: SupplyFile }
  | { kind: 'post'; file: PostFile };

/** A form that can be published, or what is wrong with it, field by field. */
export type Checked = { filed: Filed; body: string } | { faults: Record<string, string> };

interface Read {
  filed?: Filed;
  complaints: readonly Complaint[];
}

const complaintsOf = (issues: readonly { code?: string; path: PropertyKey[]; message: string }[]): Complaint[] =>
  issues.map(({ path, message }) => ({ path, message }));

const reading = { error: ({ code }: { code?: string }) => (code === 'unrecognized_keys' ? undefined : errors.wrongShape) };

const RULES = {
  notice: () => [],
  round: (file: RoundFile, sheet: Sheet) =>
    roundRule(
      sheet,
      [...sheet.points, ...sheet.gates].map(({ id }) => id),
    )(file),
  supply: (file: SupplyFile, sheet: Sheet) => supplyRule(sheet)(file),
  post: (file: PostFile) => postRule(file),
};

/** Reads settings as the catalogue does. @param sheet of the compound, where it is for one */
export const filedIn = (kind: PressKind, settings: unknown, sheet: Sheet | undefined): Read => {
  const read = SCHEMAS[kind].safeParse(withoutBlanks(settings) ?? {}, reading);
  if (!read.success) return { complaints: complaintsOf(read.error.issues) };
  const filed = { kind, file: read.data } as Filed;
  const complaints = (): readonly Complaint[] => {
    if (filed.kind === 'notice' || !sheet) return [];
    if (filed.kind === 'round') return RULES.round(filed.file, sheet);
    return filed.kind === 'supply' ? RULES.supply(filed.file, sheet) : RULES.post(filed.file);
  };
  return { filed, complaints: complaints() };
};

/** Checks a form with the schemas and the rules that the catalogue reads files with: what passes here is published. */
export const checkForm = (kind: PressKind, fields: Fields, stamp: Stamp, sheet: Sheet | undefined): Checked => {
  const { file, body } = fileIn(kind, fields, stamp);
  const { filed, complaints } = filedIn(kind, file, sheet);
  const faults: Record<string, string> = {};
  for (const { path, message } of complaints) faults[fieldAt(kind, path)] ??= message;
  // A notice that says nothing is none, though its file would be.
  if (kind === 'notice' && body === '') faults['body'] ??= errors.required(desk.press.body);
  const [blank] = /（[^（）]*几[^（）]*）/.exec(`${fields['title']}\n${body}`) ?? [];
  // A template's blank that nobody filled in says nothing to anybody.
  if (kind === 'notice' && blank) faults['body'] ??= desk.press.unfilled(blank);
  const [slip] = slipsIn(body);
  if (slip) faults['body'] ??= slip.message;
  if (body.length > 4000) faults['body'] ??= errors.tooLong(desk.press.body, 4000);
  return filed && Object.keys(faults).length === 0 ? { filed, body } : { faults };
};
