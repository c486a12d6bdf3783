import { type Context, Hono } from 'hono';
import { EMPTY_FORM, type FormState, faultsOf, treeOf } from '../../../domain/form.ts';
import { givingInput } from '../../../domain/giving.ts';
import { mayName } from '../../../domain/role.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { scopeOf } from '../../records/grants.ts';
import { type Member, memberAt } from '../../records/members.ts';
import { dropDevice, giveRole, invite, takeBack, unlock } from '../../records/staffing.ts';
import { Refusal } from '../../refusal.ts';
import { isLive, lineOf, seenIn } from './grantviews.ts';
import { show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';
import { scopeIn, scopesWithin } from './scopes.ts';

const { people: words, shell } = zhCN.desk;

export const PERSON_RULES = {
  'GET /desk/people/:id': { right: 'people', of: 'person' },
  'POST /desk/people/:id/grants': { right: 'people', of: 'person' },
  'POST /desk/people/:id/invitation': { right: 'people', of: 'person' },
  'POST /desk/people/:id/grants/:grant/revocation': { right: 'people', of: 'person' },
  'POST /desk/people/:id/devices/:device/unlocking': { right: 'people', of: 'person' },
  'POST /desk/people/:id/devices/:device/removal': { right: 'people', of: 'person' },
} as const satisfies Rules;

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

/** Somebody who works here: roles given and taken back, phones. */
export const personRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, PERSON_RULES);

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

  return app;
};
