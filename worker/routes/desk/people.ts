import { type Context, Hono } from 'hono';
import { EMPTY_FORM, type FormState, faultsOf, treeOf } from '../../../domain/form.ts';
import { inviteInput } from '../../../domain/giving.ts';
import { untilFor, within } from '../../../domain/role.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { PersonLine } from '../../../site/desk/people.ts';
import type { Duty } from '../../duty.ts';
import { fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { holdersIn } from '../../records/members.ts';
import { invite } from '../../records/staffing.ts';
import { CODE_RULES, codeRoutes } from './codes.ts';
import { lineOf, seenIn } from './grantviews.ts';
import { HANDOVER_RULES, handoverRoutes } from './handover.ts';
import { INVITATION_RULES, invitationRoutes } from './invitations.ts';
import { show } from './page.ts';
import { PERSON_RULES, personRoutes } from './person.ts';
import { bound, type Rules } from './rules.ts';
import { scopeIn, scopesWithin } from './scopes.ts';

const OWN_RULES = {
  'GET /desk/people': { right: 'people' },
  'POST /desk/invitations': { right: 'people' },
} as const satisfies Rules;

export const PEOPLE_RULES = { ...OWN_RULES, ...PERSON_RULES, ...INVITATION_RULES, ...CODE_RULES, ...HANDOVER_RULES };

const showPeople = async (host: Host, c: Context<Portal>, duty: Duty, form: FormState = EMPTY_FORM): Promise<Response> => {
  const people = (await holdersIn(duty)).map((holder): PersonLine => {
    const grants = holder.grants.map((grant) => lineOf(duty, grant));
    return { id: holder.person.id, name: holder.person.name, grants, locked: holder.locked, seen: seenIn(duty, holder) };
  });
  // Of those who are at work nothing has lapsed that matters.
  const live = people
    .map((one) => ({ ...one, grants: one.grants.filter((grant) => grant.live) }))
    .filter(({ grants }) => grants.length > 0);
  const lapsed = people.flatMap((one) => {
    const [last] = one.grants;
    return last && one.grants.every((grant) => !grant.live) ? [{ ...one, grants: [last], again: last.again }] : [];
  });
  const status = Object.keys(form.faults).length > 0 ? 422 : 200;
  return show(host, c, duty, 'desk/people', { live, lapsed, scopes: await scopesWithin(c, duty), form }, { status });
};

/** Who works here: the list, invitations, hand-over. */
export const peopleRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, OWN_RULES);

  on('GET /desk/people', (c, duty) => showPeople(host, c, duty));

  on('POST /desk/invitations', async (c, duty) => {
    const values = await fieldsIn(c);
    const parsed = inviteInput(zhCN).safeParse(treeOf(values));
    if (!parsed.success) return showPeople(host, c, duty, { values, faults: faultsOf(parsed.error) });
    const { name, phone, role, hours } = parsed.data;
    const scope = await scopeIn(c, duty, parsed.data.role, parsed.data.scope);
    if ('fault' in scope) return showPeople(host, c, duty, { values, faults: { scope: scope.fault } });
    const id = await invite(duty, { name, phone, role, scope, untilAt: within(duty.grant.untilAt, untilFor(role, hours, duty.now.town)) });
    return c.redirect(`/desk/invitations/${id}`, 303);
  });

  for (const routes of [personRoutes, invitationRoutes, codeRoutes, handoverRoutes]) app.route('/', routes(host));
  return app;
};
