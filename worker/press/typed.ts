import type { Fields } from '../../domain/form.ts';
import { closedUp, fieldsFrom } from '../../domain/press/form.ts';
import { tickedIn } from '../../domain/press/rows.ts';
import { written } from '../../domain/press/written.ts';
import type { Duty } from '../duty.ts';
import { field } from '../fields.ts';
import { beginDraft, type Draft, findDraft, keepDraft } from '../records/drafts.ts';
import type { Publication } from '../records/publications.ts';
import { publishedFrom } from '../records/published.ts';
import { checkForm, type Filed } from './check.ts';
import { readText } from './read.ts';

/** What was typed into a draft, kept: in the draft itself, apart from it, or no longer in it, for it was published. */
export type Typed = { draft: Draft; apart: boolean } | { elsewhere: string };

const CONTROLS = new Set(['deed', 'key', 'reason', 'seen']);

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const fieldsIn = ({ kind, file }: Filed, body: string): Fields => fieldsFrom(kind, written(kind, file as never), body.trim());

/** Whether a form says what was published. */
const saysTheSame = ({ kind, path, intent }: Publication, typed: Fields): boolean => {
  const read = intent.deed === 'file' ? readText(path, intent.text) : undefined;
  if (!read) return true;
  const { filed, body } = read;
  const stamp = filed.kind === 'notice' ? filed.file : filed.file.changed;
  const now = checkForm(kind, typed, stamp, undefined);
  return !('faults' in now) && isSame(fieldsIn(now.filed, now.body), fieldsIn(filed, body));
};

const afterwards = async (duty: Duty, id: string, typed: Fields | undefined): Promise<Typed> => {
  const publication = await publishedFrom(duty, id);
  if (!typed || saysTheSame(publication, typed)) return { elsewhere: `/desk/press/publications/${publication.id}` };
  const { committee, compound, kind, path, blob } = publication;
  const next = await beginDraft(duty, { committee, compound, kind, path, base: blob, fields: typed });
  return { elsewhere: `/desk/press/drafts/${next}?said=n-after` };
};

/**
 * Keeps what was typed, its buttons left aside. What a colleague kept meanwhile is not written over, and what was published
 * meanwhile is not published twice: then it is a draft of its own.
 * @throws Refusal 404 where there is no such draft, and nothing that was published from it
 */
export const keepTyped = async (duty: Duty, id: string, fields: Fields): Promise<Typed> => {
  const sent = Object.fromEntries(Object.entries(fields).filter(([name]) => !CONTROLS.has(name)));
  // Whoever sent nothing typed nothing: what was kept before is not to be lost.
  const typed = Object.keys(sent).length > 0 ? tickedIn(closedUp(sent)) : undefined;
  const draft = await findDraft(duty, id);
  if (!draft) return afterwards(duty, id, typed);
  if (!typed) return { draft, apart: false };
  const kept = await keepDraft(duty, id, typed, Number(field(fields, 'seen')) || draft.changedAt);
  if (kept) return { draft: kept, apart: false };
  const now = await findDraft(duty, id);
  if (!now) return afterwards(duty, id, typed);
  if (isSame(now.fields, typed)) return { draft: now, apart: false };
  const second = await findDraft(duty, await beginDraft(duty, { ...now, fields: typed }));
  return { draft: second ?? now, apart: true };
};
