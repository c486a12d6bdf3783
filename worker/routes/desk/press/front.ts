import { type Context, Hono } from 'hono';
import { EMPTY_FORM, type FormState } from '../../../../domain/form.ts';
import { zhCN } from '../../../../domain/words/index.ts';
import type { Duty } from '../../../duty.ts';
import type { Host, Portal } from '../../../host.ts';
import { liveLines } from '../../../press/front.ts';
import { placesFor, placeTyped } from '../../../press/ground.ts';
import { repositoryFor } from '../../../press/repository.ts';
import { draftsIn } from '../../../records/drafts.ts';
import { peopleBy } from '../../../records/people.ts';
import { publicationsIn } from '../../../records/publications.ts';
import { committeeIn } from '../offers.ts';
import { scopeName, show } from '../page.ts';
import { bound, type Rules } from '../rules.ts';

export const FRONT_RULES = {
  'GET /desk/press': { right: 'press' },
} as const satisfies Rules;

const { press: words } = zhCN.desk;

/** The first page of what is published. */
export const showFront = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  form: FormState = EMPTY_FORM,
  status: 422 | 503 = 422,
): Promise<Response> => {
  const { store, scope, town } = duty;
  const committee = committeeIn(c, duty);
  const places = placesFor(duty, committee);
  const repository = repositoryFor(c, duty);
  const offset = town.clockOffset;
  const [live, drafts, recent] = await Promise.all([
    Promise.all(places.map(async ({ value, label }) => ({ name: label, ...(await liveLines(c, duty, repository, placeTyped(value))) }))),
    draftsIn(duty),
    publicationsIn(duty),
  ]);
  const names = await peopleBy(
    store,
    drafts.map(({ by }) => by),
  );
  const page = {
    committees:
      scope.committee === undefined
        ? town.committees.map(({ id, name }) => ({ href: `/desk/press?committee=${id}`, title: name, current: id === committee }))
        : [],
    live: live.filter(({ lines }) => lines.length > 0),
    away: live.find(({ away }) => away)?.away,
    drafts: drafts.map(({ id, kind, fields, by, changedAt, committee: of, compound }) => ({
      ...{ id, kind, at: changedAt + offset },
      title: (typeof fields['title'] === 'string' && fields['title']) || words.untitled,
      place: scopeName(town, { town: town.name, committee: of || undefined, compound: compound || undefined }),
      by: names.get(by)?.name ?? '',
    })),
    recent: recent.map(({ id, message, state, tappedAt }) => ({ id, message, state, at: tappedAt + offset })),
    places,
    form,
    key: crypto.randomUUID(),
  };
  return show(host, c, duty, 'desk/press/home', page, { status: Object.keys(form.faults).length > 0 ? status : 200 });
};

/** What is live, what is being written, what can be begun. */
export const frontRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  bound(app, FRONT_RULES).on('GET /desk/press', (c, duty) => showFront(host, c, duty));
  return app;
};
