import { type Context, Hono } from 'hono';
import { dayOf, timeOf } from '../../../../domain/clock.ts';
import { EMPTY_FORM, type FormState } from '../../../../domain/form.ts';
import { itemAt, type PressKind, ROWS, type RowList } from '../../../../domain/press/kind.ts';
import { withoutRow, withRow } from '../../../../domain/press/rows.ts';
import { zhCN } from '../../../../domain/words/index.ts';
import type { Duty } from '../../../duty.ts';
import { field, fieldsIn, keyIn } from '../../../fields.ts';
import type { Host, Portal } from '../../../host.ts';
import { EMPTY } from '../../../press/begin.ts';
import { begun } from '../../../press/begun.ts';
import { checkForm } from '../../../press/check.ts';
import { groundAt, type PressGround } from '../../../press/ground.ts';
import { previewOf } from '../../../press/preview.ts';
import { carryOut, intendedFrom, newId } from '../../../press/publish.ts';
import { sentenceFrom } from '../../../press/trouble.ts';
import { repositoryFor } from '../../../press/repository.ts';
import { keepTyped } from '../../../press/typed.ts';
import { beginDraft, type Draft, dropDraft, findDraft, keepDraft } from '../../../records/drafts.ts';
import { intend } from '../../../records/intending.ts';
import type { Publication } from '../../../records/publications.ts';
import { publishedFrom } from '../../../records/published.ts';
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

const stampOf = ({ now }: Duty) => ({ day: dayOf(now.town), at: timeOf(now.town) });
const pathTo = ({ id }: Publication): string => `/desk/press/publications/${id}`;

const checkedPreview = (duty: Duty, ground: PressGround, draft: Draft) => {
  const checked = checkForm(draft.kind, draft.fields, stampOf(duty), ground.sheet);
  if ('faults' in checked) return { faults: checked.faults, preview: undefined };
  const id = (draft.path && itemAt(draft.path)?.id) ?? newId(checked.filed, duty.now.town);
  return { faults: {}, preview: previewOf(duty, ground, checked.filed, checked.body, id), checked };
};

const showDraft = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  draft: Draft,
  form?: Partial<FormState>,
  status: 422 | 503 = 422,
): Promise<Response> => {
  const ground = await groundAt(c, duty, draft);
  const { committee, compound } = draft;
  const page = {
    ...{ id: draft.id, seen: draft.changedAt, kind: draft.kind, old: draft.path !== null },
    place: scopeName(duty.town, { town: duty.town.name, committee: committee || undefined, compound: compound || undefined }),
    form: { ...EMPTY_FORM, values: draft.fields, ...form },
    site: ground.sheet ?? EMPTY,
    bring: ground.sheet?.bring.join('、') ?? '',
    key: crypto.randomUUID(),
    preview: checkedPreview(duty, ground, draft).preview,
  };
  return show(host, c, duty, 'desk/press/draft', page, { status: form ? status : 200 });
};

const listIn = (kind: PressKind, name: string | undefined): RowList => {
  const list = (ROWS[kind] as readonly RowList[]).find((one) => one === name);
  if (!list) throw new Refusal(400, zhCN.asking.unreadable);
  return list;
};

/** What is being written: begun, gone on with, looked at, published. */
export const draftRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, DRAFT_RULES);

  on('POST /desk/press/drafts', async (c, duty) => {
    const fields = await fieldsIn(c);
    const draft = await begun(c, duty, fields).catch(sentenceFrom(words.unread));
    if (typeof draft === 'string') return showFront(host, c, duty, { values: fields, faults: { begin: draft } }, 503);
    if ('faults' in draft) return showFront(host, c, duty, { values: fields, faults: draft.faults });
    return c.redirect(`/desk/press/drafts/${await beginDraft(duty, draft)}`, 303);
  });

  on('GET /desk/press/drafts/:id', async (c, duty) => {
    const id = param(c, 'id');
    const draft = await findDraft(duty, id);
    return draft ? showDraft(host, c, duty, draft) : c.redirect(pathTo(await publishedFrom(duty, id)), 303);
  });

  on('POST /desk/press/drafts/:id', async (c, duty) => {
    const fields = await fieldsIn(c);
    const [deed, name, row] = field(fields, 'deed').split(':');
    if (deed === 'discard') {
      await dropDraft(duty, param(c, 'id'));
      return c.redirect('/desk/press?said=n-dropped', 303);
    }
    const typed = await keepTyped(duty, param(c, 'id'), fields);
    if ('elsewhere' in typed) return c.redirect(typed.elsewhere, 303);
    const { draft } = typed;
    const here = `/desk/press/drafts/${draft.id}`;
    // Nothing goes out of two versions before somebody has looked at both.
    if (typed.apart) return c.redirect(`${here}?said=n-apart`, 303);
    const ground = await groundAt(c, duty, draft);
    if (deed === 'add') {
      const list = listIn(draft.kind, name);
      await keepDraft(duty, draft.id, withRow(draft.fields, list, ground.sheet ?? EMPTY), draft.changedAt);
      return c.redirect(`${here}#more-${list}`, 303);
    }
    if (deed === 'less') {
      const list = listIn(draft.kind, name);
      await keepDraft(duty, draft.id, withoutRow(draft.fields, list, Number(row)), draft.changedAt);
      return c.redirect(`${here}#more-${list}`, 303);
    }
    if (deed !== 'publish') return c.redirect(`${here}?said=n-kept`, 303);
    const { faults, checked } = checkedPreview(duty, ground, draft);
    const values = { ...draft.fields, reason: field(fields, 'reason') };
    if (!checked) return showDraft(host, c, duty, draft, { faults, values });
    const repository = repositoryFor(c, duty);
    const intended = await intendedFrom(duty, repository, ground, draft, checked).catch(sentenceFrom(words.unsent));
    if (typeof intended === 'string') return showDraft(host, c, duty, draft, { message: intended, values }, 503);
    const reason = field(fields, 'reason').trim().slice(0, 200) || undefined;
    const idem = `${duty.person.id}:${keyIn(fields) ?? `${draft.id}:${draft.changedAt}`}`;
    const publication = await carryOut(duty, repository, await intend(duty, { ...intended, reason, idem }));
    return c.redirect(pathTo(publication), 303);
  });

  on('POST /desk/press/drafts/:id/preview', async (c, duty) => {
    const typed = await keepTyped(duty, param(c, 'id'), await fieldsIn(c));
    if ('elsewhere' in typed) return c.redirect(typed.elsewhere, 303);
    const { draft, apart } = typed;
    const { faults, preview } = checkedPreview(duty, await groundAt(c, duty, draft), draft);
    return show(host, c, duty, 'desk/press/preview', { id: draft.id, seen: draft.changedAt, apart, preview, faults });
  });

  return app;
};
