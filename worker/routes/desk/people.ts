import { type Context, Hono } from 'hono';
import { EMPTY_FORM, type FormState, faultsOf, treeOf } from '../../../domain/form.ts';
import { givingInput, inviteInput, scopeTyped, scopeValue } from '../../../domain/giving.ts';
import { covers, fits, mayName, type Role, type Scope, untilFor, within } from '../../../domain/role.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { GrantLine, PersonLine } from '../../../site/desk/people.ts';
import type { Duty } from '../../duty.ts';
import { fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { type Grant, scopeOf } from '../../records/grants.ts';
import { holdersIn, type Member, memberAt } from '../../records/members.ts';
import { dropDevice, giveRole, invite, takeBack, unlock } from '../../records/staffing.ts';
import { Refusal } from '../../refusal.ts';
import { CODE_RULES, codeRoutes } from './codes.ts';
import { HANDOVER_RULES, handoverRoutes } from './handover.ts';
import { INVITATION_RULES, invitationRoutes } from './invitations.ts';
import { scopeName, show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';
import { isThere, scopesWithin } from './scopes.ts';

const { people: words, shell } = zhCN.desk;

const OWN_RULES = {
  'GET /desk/people': { right: 'people' },
  'GET /desk/people/:id': { right: 'people', of: 'person' },
  'POST /desk/people/:id/grants': { right: 'people', of: 'person' },
  'POST /desk/people/:id/invitation': { right: 'people', of: 'person' },
  'POST /desk/people/:id/grants/:grant/revocation': { right: 'people', of: 'person' },
  'POST /desk/people/:id/devices/:device/unlocking': { right: 'people', of: 'person' },
  'POST /desk/people/:id/devices/:device/removal': { right: 'people', of: 'person' },
  'POST /desk/invitations': { right: 'people' },
} as const satisfies Rules;

export const PEOPLE_RULES = { ...OWN_RULES, ...INVITATION_RULES, ...CODE_RULES, ...HANDOVER_RULES };

const isLive = ({ revokedAt, untilAt }: Grant, { now }: Duty): boolean => revokedAt === null && (untilAt === null || untilAt > now.town);

const lineOf = (duty: Duty, grant: Grant): GrantLine => {
  const { id, role, how, fromAt, untilAt } = grant;
  const scope = scopeOf(grant);
  return {
    ...{ id, role, how, fromAt, untilAt, live: isLive(grant, duty) },
    scope: scopeName(duty.town, scope),
    again: { role, scope: scopeValue(scope) },
  };
};

const seenIn = ({ town }: Duty, { seenAt }: Pick<Member, 'seenAt'>): string | undefined =>
  seenAt === undefined ? undefined : zhCN.dates.moment(seenAt + town.clockOffset);

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

const showPerson = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  member: Member,
  form: FormState = EMPTY_FORM,
  fault?: string,
): Promise<Response> => {
  const { person, grants, devices, whollyMine } = member;
  const page = {
    ...person,
    seen: seenIn(duty, member),
    grants: grants.map((grant) => lineOf(duty, grant)),
    devices: devices.map(({ id, madeAt, lockedAt, revokedAt }) => ({
      ...{ id, madeAt: madeAt + duty.town.clockOffset, locked: lockedAt !== null, dropped: revokedAt !== null },
    })),
    ...{ whollyMine, form, scopes: await scopesWithin(c, duty) },
  };
  const status = fault ? 409 : Object.keys(form.faults).length > 0 ? 422 : 200;
  return show(host, c, duty, 'desk/person', page, { status, fault });
};

/** @throws Refusal 404 where nobody of that id works within the scope */
const memberIn = async (c: Context<Portal>, duty: Duty): Promise<Member> => {
  const member = await memberAt(duty, param(c, 'id'));
  if (!member) throw new Refusal(404, shell.none);
  return member;
};

/** The scope that a form names: a place, within one's own, that fits the role; else what is wrong with it. */
const scopeIn = async (c: Context<Portal>, duty: Duty, role: Role, typed: string): Promise<Scope | { fault: string }> => {
  const scope = scopeTyped(typed, duty.town.name);
  if (!covers(duty.scope, scope) || !(await isThere(c, duty, scope))) return { fault: words.beyond };
  if (!mayName(role, duty.grant.how)) return { fault: words.noLeads };
  return fits(role, scope) ? scope : { fault: role === 'head' ? words.headNeedsBuilding : words.onlyHeadHasBuilding };
};

/** Who works here: the list, invitations, roles given and taken back, phones. */
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

  on('GET /desk/people/:id', async (c, duty) => showPerson(host, c, duty, await memberIn(c, duty)));

  on('POST /desk/people/:id/grants', async (c, duty) => {
    const member = await memberIn(c, duty);
    const values = await fieldsIn(c);
    const parsed = givingInput(zhCN).safeParse(treeOf(values));
    if (!parsed.success) return showPerson(host, c, duty, member, { values, faults: faultsOf(parsed.error) });
    const scope = await scopeIn(c, duty, parsed.data.role, parsed.data.scope);
    if ('fault' in scope) return showPerson(host, c, duty, member, { values, faults: { scope: scope.fault } });
    await giveRole(duty, member.person.id, parsed.data.role, scope, parsed.data.hours);
    return c.redirect(`/desk/people/${member.person.id}?said=p-given`, 303);
  });

  on('POST /desk/people/:id/invitation', async (c, duty) => {
    const member = await memberIn(c, duty);
    const [grant] = member.grants.filter((one) => isLive(one, duty));
    // A new phone is all that its owner may do: who may less must not be able to enrol it for himself.
    if (!member.whollyMine || !grant) return showPerson(host, c, duty, member, EMPTY_FORM, words.notYours);
    const { id, name, phone } = member.person;
    const asked = { name, phone, role: grant.role, scope: scopeOf(grant), untilAt: grant.untilAt, personId: id };
    return c.redirect(`/desk/invitations/${await invite(duty, asked)}`, 303);
  });

  on('POST /desk/people/:id/grants/:grant/revocation', async (c, duty) => {
    const member = await memberIn(c, duty);
    const grant = member.grants.find(({ id }) => id === param(c, 'grant'));
    if (!grant) throw new Refusal(404, shell.none);
    if (!mayName(grant.role, duty.grant.how)) return showPerson(host, c, duty, member, EMPTY_FORM, words.noLeads);
    const gone = grant.revokedAt !== null || (await takeBack(duty, grant));
    if (!gone) return showPerson(host, c, duty, member, EMPTY_FORM, words.lastLead);
    return c.redirect(`/desk/people/${member.person.id}?said=p-taken`, 303);
  });

  const onDevice = (deed: 'unlocking' | 'removal', verb: typeof unlock, said: string) =>
    on(`POST /desk/people/:id/devices/:device/${deed}`, async (c, duty) => {
      const member = await memberIn(c, duty);
      const device = member.devices.find(({ id }) => id === param(c, 'device'));
      if (!device) throw new Refusal(404, shell.none);
      if (!member.whollyMine) return showPerson(host, c, duty, member, EMPTY_FORM, words.notYours);
      await verb(duty, device);
      return c.redirect(`/desk/people/${member.person.id}?said=${said}`, 303);
    });
  onDevice('unlocking', unlock, 'p-unlocked');
  onDevice('removal', dropDevice, 'p-dropped');

  for (const routes of [invitationRoutes, codeRoutes, handoverRoutes]) app.route('/', routes(host));
  return app;
};
