import { type Context, Hono } from 'hono';
import { dayOf, timeOf } from '../../../../domain/clock.ts';
import { EMPTY_FORM, type Fields, type FormState } from '../../../../domain/form.ts';
import { closedUp } from '../../../../domain/press/form.ts';
import { itemAt, PRESS_KINDS, type PressKind, ROWS, type RowList } from '../../../../domain/press/kind.ts';
import { tickedIn, withoutRow, withRow } from '../../../../domain/press/rows.ts';
import { TEMPLATES } from '../../../../domain/press/start.ts';
import { zhCN } from '../../../../domain/words/index.ts';
import type { Duty } from '../../../duty.ts';
import { field, fieldsIn, keyIn } from '../../../fields.ts';
import type { Host, Portal } from '../../../host.ts';
import { fromFile, fromTemplate, lastOf } from '../../../press/begin.ts';
import { checkForm } from '../../../press/check.ts';
import { groundAt, placeTyped, type PressGround, reaches } from '../../../press/ground.ts';
import { previewOf } from '../../../press/preview.ts';
import { carryOut, intendedFrom, newId } from '../../../press/publish.ts';
import { repositoryFor } from '../../../press/repository.ts';
import { beginDraft, type Draft, draftAt, dropDraft, keepDraft, type NewDraft } from '../../../records/drafts.ts';
import { intend } from '../../../records/publications.ts';
import { RepositoryFault } from '../../../repository/repository.ts';
import { Refusal } from '../../../refusal.ts';
import { scopeName, show } from '../page.ts';
import { bound, param, type Rules } from '../rules.ts';
import { showFront } from './front.ts';

export const DRAFT_RULES = {
  'POST /desk/press/drafts': { right: 'press' },
  'GET /desk/press/drafts/:id': { right: 'press', of: 'draft' },
  'POST /desk/press/drafts/:id': { right: 'press', of: 'draft' },
  'POST /desk/press/drafts/:id/preview': { right: 'press', of: 'draft' },
} as const satisfies Rules;

const { press: words } = zhCN.desk;
const EMPTY = { kind: 'compound', buildings: [], points: [], gates: [] } as const;

const stampOf = ({ now }: Duty) => ({ day: dayOf(now.town), at: timeOf(now.town) });
const faultSentence = (error: unknown): string => {
  if (!(error instanceof RepositoryFault)) throw error;
  return words.trouble[error.trouble];
};

const checkedPreview = (duty: Duty, ground: PressGround, draft: Draft) => {
  const checked = checkForm(draft.kind, draft.fields, stampOf(duty), ground.sheet);
  if ('faults' in checked) return { faults: checked.faults, preview: undefined };
  const id = (draft.path && itemAt(draft.path)?.id) ?? newId(checked.filed, duty.now.town);
  return { faults: {}, preview: previewOf(duty, ground, checked.filed, checked.body, id), checked };
};

const showDraft = async (host: Host, c: Context<Portal>, duty: Duty, draft: Draft, form?: Partial<FormState>): Promise<Response> => {
  const ground = await groundAt(c, duty, draft);
  const { committee, compound } = draft;
  const page = {
    ...{ id: draft.id, kind: draft.kind, old: draft.path !== null },
    place: scopeName(duty.town, { town: duty.town.name, committee: committee || undefined, compound: compound || undefined }),
    form: { ...EMPTY_FORM, values: draft.fields, ...form },
    site: ground.sheet ?? EMPTY,
    bring: ground.sheet?.bring.join('、') ?? '',
    key: crypto.randomUUID(),
    preview: checkedPreview(duty, ground, draft).preview,
  };
  return show(host, c, duty, 'desk/press/draft', page, { status: form ? 422 : 200 });
};

const CONTROLS = new Set(['deed', 'key', 'reason']);

/** What was typed into the form, its buttons left aside, kept at once. */
const keptFrom = async (c: Context<Portal>, duty: Duty): Promise<{ draft: Draft; fields: Fields }> => {
  const draft = await draftAt(duty, param(c, 'id'));
  const fields = await fieldsIn(c);
  const typed = Object.fromEntries(Object.entries(fields).filter(([name]) => !CONTROLS.has(name)));
  // Whoever sent nothing typed nothing: what was kept before is not to be lost.
  const values = Object.keys(typed).length > 0 ? tickedIn(closedUp(typed)) : draft.fields;
  await keepDraft(duty, draft.id, values);
  return { draft: { ...draft, fields: values }, fields };
};

const listIn = (kind: PressKind, name: string | undefined): RowList => {
  const list = (ROWS[kind] as readonly RowList[]).find((one) => one === name);
  if (!list) throw new Refusal(400, zhCN.asking.unreadable);
  return list;
};

const begun = async (c: Context<Portal>, duty: Duty, fields: Fields): Promise<NewDraft | { faults: FormState['faults'] }> => {
  const repository = repositoryFor(c, duty);
  const path = field(fields, 'path');
  if (path) {
    const item = itemAt(path);
    if (!item || !reaches(duty, item)) throw new Refusal(404, zhCN.desk.shell.none);
    const draft = await fromFile(repository, path, duty, field(fields, 'begin') === 'again');
    return draft ?? { faults: { begin: words.trouble.gone } };
  }
  const [named, template = ''] = field(fields, 'begin').split(':');
  const kind = PRESS_KINDS.find((one) => one === named);
  if (!kind) return { faults: { begin: zhCN.errors.choose(words.fresh) } };
  const ground = await groundAt(c, duty, placeTyped(field(fields, 'place')));
  if (kind !== 'notice' && !ground.sheet) return { faults: { place: words.needsCompound } };
  if (template !== 'last')
    return fromTemplate(kind, (TEMPLATES[kind] as readonly string[]).find((one) => one === template) ?? 'blank', ground, duty);
  const last = await lastOf(c, ground, kind);
  return (last && (await fromFile(repository, last, duty, true))) || fromTemplate(kind, 'blank', ground, duty);
};

/** What is being written: begun, gone on with, looked at, published. */
export const draftRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, DRAFT_RULES);

  on('POST /desk/press/drafts', async (c, duty) => {
    const fields = await fieldsIn(c);
    const draft = await begun(c, duty, fields).catch((error: unknown) => ({ faults: { begin: faultSentence(error) } }));
    if ('faults' in draft) return showFront(host, c, duty, { values: fields, faults: draft.faults });
    return c.redirect(`/desk/press/drafts/${await beginDraft(duty, draft)}`, 303);
  });

  on('GET /desk/press/drafts/:id', async (c, duty) => showDraft(host, c, duty, await draftAt(duty, param(c, 'id'))));

  on('POST /desk/press/drafts/:id', async (c, duty) => {
    const { draft, fields } = await keptFrom(c, duty);
    const here = `/desk/press/drafts/${draft.id}`;
    const ground = await groundAt(c, duty, draft);
    const [deed, name, row] = field(fields, 'deed').split(':');
    if (deed === 'add') {
      const list = listIn(draft.kind, name);
      await keepDraft(duty, draft.id, withRow(draft.fields, list, ground.sheet ?? EMPTY));
      return c.redirect(`${here}#more-${list}`, 303);
    }
    if (deed === 'less') {
      const list = listIn(draft.kind, name);
      await keepDraft(duty, draft.id, withoutRow(draft.fields, list, Number(row)));
      return c.redirect(`${here}#more-${list}`, 303);
    }
    if (deed === 'discard') {
      await dropDraft(duty, draft.id);
      return c.redirect('/desk/press?said=n-dropped', 303);
    }
    if (deed !== 'publish') return c.redirect(`${here}?said=n-kept`, 303);
    const { faults, checked } = checkedPreview(duty, ground, draft);
    if (!checked) return showDraft(host, c, duty, draft, { faults });
    const repository = repositoryFor(c, duty);
    const intended = await intendedFrom(duty, repository, ground, draft, checked).catch(faultSentence);
    if (typeof intended === 'string') return showDraft(host, c, duty, draft, { message: intended });
    const reason = field(fields, 'reason').trim().slice(0, 200) || undefined;
    const idem = `${duty.person.id}:${keyIn(fields) ?? `${draft.id}:${draft.changedAt}`}`;
    const publication = await carryOut(duty, repository, await intend(duty, { ...intended, reason, idem }));
    return c.redirect(`/desk/press/publications/${publication.id}`, 303);
  });

  on('POST /desk/press/drafts/:id/preview', async (c, duty) => {
    const { draft } = await keptFrom(c, duty);
    const { faults, preview } = checkedPreview(duty, await groundAt(c, duty, draft), draft);
    return show(host, c, duty, 'desk/press/preview', { id: draft.id, preview, faults });
  });

  return app;
};
