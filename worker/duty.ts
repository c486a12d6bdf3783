import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { CookieOptions } from 'hono/utils/cookie';
import { DAY } from '../domain/clock.ts';
import { mayDo, type Right, type Scope } from '../domain/role.ts';
import { zhCN } from '../domain/words/index.ts';
import type { Portal } from './host.ts';
import type { Moment } from './moment.ts';
import { type Device, deviceWith } from './records/devices.ts';
import type { Hand } from './records/events.ts';
import { type Grant, scopeOf } from './records/grants.ts';
import type { Person } from './records/people.ts';
import { type Session, sessionWith, touch } from './records/sessions.ts';
import { type Store, storeFor } from './records/store.ts';
import { Refusal } from './refusal.ts';
import { type TownSheet, townSheet } from './sheets.ts';

const { shell } = zhCN.desk;

export const DEVICE_COOKIE = 'device';
export const SESSION_COOKIE = 'session';
const shared = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const satisfies CookieOptions;
export const sessionCookie: CookieOptions = shared;
// Browsers keep no cookie for longer than 400 days.
export const deviceCookie: CookieOptions = { ...shared, maxAge: (400 * DAY) / 1000 };

/** What the desk is worked with before anybody is known: the town's own database, and now. */
export interface Desk {
  store: Store;
  town: TownSheet;
  now: Moment;
}

/** Somebody at work: who, under which grant, and so where. Every scope comes from here, never from what was sent. */
export interface Duty extends Desk {
  person: Person;
  session: Session;
  grant: Grant;
  /** All grants that hold now: one can be changed for another. */
  grants: readonly Grant[];
  scope: Scope;
  hand: Hand;
}

export const deskOf = async (c: Context<Portal>): Promise<Desk> => {
  const [store, town] = await Promise.all([storeFor(c.env), townSheet(c)]);
  const real = Date.now();
  return { store, town, now: { real, town: real + town.clockOffset } };
};

/** The device that asks, if it is enrolled. */
export const deviceOf = async (c: Context<Portal>, { store }: Desk): Promise<Device | undefined> => {
  const key = getCookie(c, DEVICE_COOKIE, 'host');
  return key ? deviceWith(store, key) : undefined;
};

/**
 * Who is at work, if anybody is: read anew for each request, so that what was taken back fails at the next one.
 * @param quiet the page asks by itself, which keeps nobody signed in
 * @throws Refusal 403 where the grant that was worked under holds no more
 */
export const dutyOf = async (c: Context<Portal>, desk: Desk, quiet = false): Promise<Duty | undefined> => {
  const { store, now } = desk;
  const token = getCookie(c, SESSION_COOKIE, 'host');
  const found = token ? await sessionWith(store, token, now) : undefined;
  if (!found) return undefined;
  const { session, person, grants } = found;
  const grant = grants.find(({ id }) => id === session.grantId);
  if (!grant) throw new Refusal(403, shell.revoked);
  if (!quiet) await touch(store, session, now.real);
  const hand: Hand = { actor: grant.role === 'head' ? 'head' : 'staff', by: person.id };
  return { ...desk, person, session, grant, grants, scope: scopeOf(grant), hand };
};

/** Whether this duty gives a right. */
export const may = ({ grant: { role, how } }: Pick<Duty, 'grant'>, right: Right): boolean => mayDo(right, role, how);
