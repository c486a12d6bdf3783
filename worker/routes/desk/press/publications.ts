import { type Context, Hono } from 'hono';
import { EMPTY_FORM, type FormState } from '../../../../domain/form.ts';
import { itemAt, pathOf } from '../../../../domain/press/kind.ts';
import { zhCN } from '../../../../domain/words/index.ts';
import type { Duty } from '../../../duty.ts';
import { field, fieldsIn } from '../../../fields.ts';
import type { Host, Portal } from '../../../host.ts';
import { carryOut } from '../../../press/publish.ts';
import { repositoryFor } from '../../../press/repository.ts';
import { looked, pageOf, secondsOf } from '../../../press/view.ts';
import { confirm, goAlone, object, renew } from '../../../records/confirmations.ts';
import { dropDraft, rebaseDraft } from '../../../records/drafts.ts';
import { dropPublication, type Publication, publicationAt, settle } from '../../../records/publications.ts';
import { show } from '../page.ts';
import { bound, param, type Rules } from '../rules.ts';

export const PUBLICATION_RULES = {
  'GET /desk/press/publications/:id': { right: 'press', of: 'publication' },
  'GET /desk/press/publications/:id/state': { right: 'press', of: 'publication', quiet: true },
  'POST /desk/press/publications/:id/confirmation': { right: 'press', of: 'publication' },
  'POST /desk/press/publications/:id/objection': { right: 'press', of: 'publication' },
  'POST /desk/press/publications/:id/alone': { right: 'press', of: 'publication' },
  'POST /desk/press/publications/:id/renewal': { right: 'press', of: 'publication' },
  'POST /desk/press/publications/:id/retry': { right: 'press', of: 'publication' },
  'POST /desk/press/publications/:id/choice': { right: 'press', of: 'publication' },
} as const satisfies Rules;

const { press: words, shell } = zhCN.desk;

const pathTo = ({ id }: Publication): string => `/desk/press/publications/${id}`;

/** Another name for what is published beside what somebody else published under the same one. */
const besides = (path: string): string => {
  const item = itemAt(path);
  return item ? pathOf({ ...item, id: `${item.id}-2` }) : path;
};

/** What became of something that was to be published, and what can be done about it. */
export const publicationRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, PUBLICATION_RULES);
  const at = (c: Context<Portal>, duty: Duty) => publicationAt(duty, param(c, 'id'));

  const showPublication = async (c: Context<Portal>, duty: Duty, publication: Publication, form?: FormState, fault?: string) => {
    const repository = repositoryFor(c, duty);
    const page = await pageOf(c, duty, repository, await looked(c, duty, repository, publication), form);
    return show(host, c, duty, 'desk/press/publication', page, { status: form ? 422 : fault ? 409 : 200, fault });
  };
  /** After a step that counted it is written; after one that came too late the page says how things stand. */
  const onwards = async (c: Context<Portal>, duty: Duty, publication: Publication, counted: boolean) => {
    const now = await publicationAt(duty, publication.id);
    if (!counted) return showPublication(c, duty, now, undefined, shell.overtaken);
    await carryOut(duty, repositoryFor(c, duty), now);
    return c.redirect(pathTo(now), 303);
  };

  on('GET /desk/press/publications/:id', async (c, duty) => showPublication(c, duty, await at(c, duty)));

  on('GET /desk/press/publications/:id/state', async (c, duty) => {
    const { publication } = await looked(c, duty, repositoryFor(c, duty), await at(c, duty));
    return c.json({ state: publication.state, seconds: secondsOf(publication) });
  });

  on('POST /desk/press/publications/:id/confirmation', async (c, duty) => {
    const publication = await at(c, duty);
    if (publication.by === duty.person.id) return showPublication(c, duty, publication, undefined, words.notYours);
    return onwards(c, duty, publication, await confirm(duty, publication));
  });

  on('POST /desk/press/publications/:id/objection', async (c, duty) => {
    const publication = await at(c, duty);
    const fields = await fieldsIn(c);
    const why = field(fields, 'why').trim().slice(0, 200);
    if (!why) return showPublication(c, duty, publication, { ...EMPTY_FORM, faults: { why: zhCN.errors.required(words.objectWhy) } });
    return onwards(c, duty, publication, await object(duty, publication, why));
  });

  on('POST /desk/press/publications/:id/alone', async (c, duty) => {
    const publication = await at(c, duty);
    const reason = field(await fieldsIn(c), 'reason')
      .trim()
      .slice(0, 200);
    if (!reason) return showPublication(c, duty, publication, { ...EMPTY_FORM, faults: { reason: words.aloneNeeded } });
    return onwards(c, duty, publication, await goAlone(duty, publication, reason));
  });

  on('POST /desk/press/publications/:id/renewal', async (c, duty) => {
    const publication = await at(c, duty);
    await renew(duty, publication);
    return c.redirect(pathTo(publication), 303);
  });

  on('POST /desk/press/publications/:id/retry', async (c, duty) => onwards(c, duty, await at(c, duty), true));

  on('POST /desk/press/publications/:id/choice', async (c, duty) => {
    const publication = await at(c, duty);
    const { intent, path, draftId } = publication;
    const fields = await fieldsIn(c);
    const [choice, base] = [field(fields, 'choice'), field(fields, 'theirs') || null];
    if (publication.state !== 'conflict' || intent.deed !== 'file') return onwards(c, duty, publication, false);
    if (choice === 'mine') return onwards(c, duty, publication, await settle(duty, publication, { intent: { ...intent, base }, path }));
    if (choice === 'both')
      return onwards(c, duty, publication, await settle(duty, publication, { intent: { ...intent, base: null }, path: besides(path) }));
    if (choice === 'hand' && draftId) {
      await rebaseDraft(duty, draftId, path, base);
      return c.redirect(`/desk/press/drafts/${draftId}`, 303);
    }
    if (choice !== 'theirs') return onwards(c, duty, publication, false);
    await dropPublication(duty, publication);
    if (draftId) await dropDraft(duty, draftId);
    return c.redirect('/desk/press?said=n-dropped', 303);
  });

  return app;
};
