import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { EMPTY_FORM, type FormState, faultsOf, treeOf } from '../../../domain/form.ts';
import { pinInput, sealedInput } from '../../../domain/giving.ts';
import { plain } from '../../../domain/typed.ts';
import { zhCN } from '../../../domain/words/index.ts';
import { DEVICE_COOKIE, type Desk, deviceCookie, deviceOf, dutyOf, SESSION_COOKIE, sessionCookie } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { type Device, provePin } from '../../records/devices.ts';
import { liveGrants, scopeOf } from '../../records/grants.ts';
import { openEnvelope } from '../../records/envelopes.ts';
import { acceptInvitation, type Enrolled, findInvitation } from '../../records/invitations.ts';
import { personById } from '../../records/people.ts';
import { urgentIn } from '../../records/pressing.ts';
import { endSession, openSession, switchGrant } from '../../records/sessions.ts';
import { Refusal } from '../../refusal.ts';
import { showHome } from './home.ts';
import { scopeName, show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';

const { door, shell } = zhCN.desk;

export const DOOR_RULES = {
  'GET /desk': { right: 'door' },
  'GET /desk/urgent': { right: 'requests', quiet: true },
  'POST /desk/session': { right: 'door' },
  'GET /desk/join/:code': { right: 'door' },
  'POST /desk/join/:code': { right: 'door' },
  'GET /desk/emergency': { right: 'door' },
  'POST /desk/emergency': { right: 'door' },
  'POST /desk/session/end': { right: 'desk' },
  'POST /desk/session/grant': { right: 'desk' },
} as const satisfies Rules;

/** Where to go after the PIN: to the page of the desk that was asked for. Nothing else is followed. */
const pathTo = (to: string): string => (/^\/desk(\/[\w-]+)*$/.test(to) ? to : '/desk');

const showDoor = async (
  host: Host,
  c: Context<Portal>,
  desk: Desk,
  device: Device | undefined,
  form: FormState = { ...EMPTY_FORM, values: { to: pathTo(c.req.query('to') ?? '') } },
  status: 200 | 403 | 422 | 423 = 200,
): Promise<Response> => {
  const person = device && (await personById(desk.store, device.personId));
  return show(host, c, desk, 'desk/door', { enrolled: device !== undefined, name: person?.name, form }, { status });
};

const enter = async (c: Context<Portal>, { store, now }: Desk, personId: string, deviceId: string | null): Promise<void> => {
  const [grant] = await liveGrants(store.db, personId, now);
  if (!grant) throw new Refusal(403, shell.revoked);
  const token = await openSession(store, personId, deviceId, grant.id, now.real);
  setCookie(c, SESSION_COOKIE, token, sessionCookie);
};

const showJoin = async (
  host: Host,
  c: Context<Portal>,
  desk: Desk,
  form: FormState = EMPTY_FORM,
  status: 200 | 422 = 200,
): Promise<Response> => {
  const code = param(c, 'code');
  const invitation = await findInvitation(desk.store, code, desk.now);
  if (!invitation) throw new Refusal(410, door.inviteGone);
  const { name, row } = invitation;
  const until = row.untilAt === null ? undefined : zhCN.dates.moment(row.untilAt);
  return show(
    host,
    c,
    desk,
    'desk/join',
    { code, name, role: row.role, scope: scopeName(desk.town, scopeOf(row)), until, form },
    { status },
  );
};

/** Whoever has just been let in goes on with a device of his own. */
const welcome = async (c: Context<Portal>, desk: Desk, { key, personId, deviceId }: Enrolled): Promise<Response> => {
  setCookie(c, DEVICE_COOKIE, key, deviceCookie);
  await enter(c, desk, personId, deviceId);
  return c.redirect('/desk', 303);
};

/** Coming in and going out. */
export const doorRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on, atDoor } = bound(app, DOOR_RULES);

  atDoor('GET /desk', async (c, desk) => {
    const duty = await dutyOf(c, desk);
    if (duty) return showHome(host, c, duty);
    return showDoor(host, c, desk, await deviceOf(c, desk));
  });

  // Asked every half minute by an open page: an urgent request is seen by whoever has the desk open.
  on('GET /desk/urgent', async (c, duty) => {
    const [found] = await urgentIn(duty);
    return c.json({ urgent: found?.urgent, newest: found?.newestUrgent });
  });

  atDoor('POST /desk/session', async (c, desk) => {
    const fields = await fieldsIn(c);
    const device = await deviceOf(c, desk);
    if (!device) return showDoor(host, c, desk, undefined, undefined, 403);
    const pin = plain(field(fields, 'pin'));
    const values = { to: pathTo(field(fields, 'to')) };
    // What can't be right costs no try.
    if (!/^\d{6}$/.test(pin)) return showDoor(host, c, desk, device, { values, faults: { pin: door.pinNeeded } }, 422);
    const proof = await provePin(desk.store, device, pin, desk.now);
    if (proof === 'locked') return showDoor(host, c, desk, device, { values, faults: {}, message: door.locked }, 423);
    if (proof !== 'right') return showDoor(host, c, desk, device, { values, faults: { pin: door.pinWrong(proof.left) } }, 403);
    await enter(c, desk, device.personId, device.id);
    return c.redirect(values.to, 303);
  });

  atDoor('GET /desk/join/:code', (c, desk) => showJoin(host, c, desk));

  atDoor('POST /desk/join/:code', async (c, desk) => {
    const fields = await fieldsIn(c);
    const parsed = pinInput(zhCN).safeParse(treeOf(fields));
    if (!parsed.success) return showJoin(host, c, desk, { values: {}, faults: faultsOf(parsed.error) }, 422);
    const accepted = await acceptInvitation(desk.store, param(c, 'code'), parsed.data.pin, desk.now);
    // A second tap: the first one has enrolled this very device.
    if (!accepted && (await deviceOf(c, desk))) return c.redirect('/desk', 303);
    if (!accepted) throw new Refusal(410, door.inviteGone);
    return welcome(c, desk, accepted);
  });

  atDoor('GET /desk/emergency', (c, desk) => show(host, c, desk, 'desk/sealed', { form: EMPTY_FORM }));

  atDoor('POST /desk/emergency', async (c, desk) => {
    const fields = await fieldsIn(c);
    // The PIN is typed anew: no page carries one.
    const values = { ...fields, pin: '', again: '' };
    const refuse = (form: Omit<FormState, 'values'>, status: 403 | 422) =>
      show(host, c, desk, 'desk/sealed', { form: { values, ...form } }, { status });
    const parsed = sealedInput(zhCN).safeParse(treeOf(fields));
    if (!parsed.success) return refuse({ faults: faultsOf(parsed.error) }, 422);
    const { first, second, name, phone, pin } = parsed.data;
    const opened = await openEnvelope(desk.store, { first, second }, { name, phone }, pin, desk.now);
    return opened ? welcome(c, desk, opened) : refuse({ faults: {}, message: door.sealedWrong }, 403);
  });

  on('POST /desk/session/end', async (c, { store, session, now }) => {
    await endSession(store, session.id, now.real);
    if (getCookie(c, SESSION_COOKIE, 'host')) deleteCookie(c, SESSION_COOKIE, sessionCookie);
    return c.redirect('/desk', 303);
  });

  on('POST /desk/session/grant', async (c, { store, session, grants }) => {
    const id = field(await fieldsIn(c), 'grant');
    const grant = grants.find((one) => one.id === id);
    if (!grant) throw new Refusal(422, shell.revoked);
    await switchGrant(store, session.id, grant.id);
    return c.redirect('/desk', 303);
  });

  return app;
};
