import { env } from 'cloudflare:workers';
import type { Instant } from '../../domain/clock.ts';
import type { Role, Scope } from '../../domain/role.ts';
import { invitations } from '../../db/schema/staff.ts';
import { keysOf } from '../../worker/keys.ts';
import { newInvitation } from '../../worker/records/invitations.ts';
import { dbFor } from '../../worker/records/store.ts';
import { encoded, get, send } from './portal.ts';

export const TOWN = '小喇叭示范镇';
/** Names for those who work at the desk in a test. */
const NAMES: Record<Role, string> = { lead: '朱组长', clerk: '贺小真', medicine: '邢跑跑', gate: '门岗老马', head: '楼组长秦' };

type Typed = Record<string, string | readonly string[]>;

/** Somebody at work, with his phone: its cookies go along with what he opens and sends. */
export interface Staff {
  cookies: ReadonlyMap<string, string>;
  get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  submit: (path: string, fields?: Typed) => Promise<Response>;
}

const cookiesIn = (answer: Response): [string, string][] =>
  answer.headers.getSetCookie().map((cookie): [string, string] => {
    const [pair = ''] = cookie.split(';');
    const at = pair.indexOf('=');
    return [pair.slice(0, at), pair.slice(at + 1)];
  });

/** A phone of the desk, from the cookies that it has. */
export const phoneWith = (cookies: Map<string, string>): Staff => {
  const cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const keep = (answer: Response): Response => {
    for (const [name, value] of cookiesIn(answer)) cookies.set(name, value);
    return answer;
  };
  return {
    cookies,
    get: async (path, headers = {}) => keep(await get(path, { ...headers, cookie: cookie() })),
    submit: async (path, fields = {}) => keep(await send(path, encoded(fields), { cookie: cookie() })),
  };
};

export const PIN = '274915';

/** An invitation as a lead makes it, without the lead. @param untilAt town time */
export const invite = async (
  role: Role,
  scope: Omit<Scope, 'town'> = { committee: 'mingdu' },
  { untilAt = null, at = Date.now(), name = NAMES[role] }: { untilAt?: Instant | null; at?: Instant; name?: string } = {},
): Promise<string> => {
  const keys = await keysOf(env);
  const { row, code } = await newInvitation({ keys }, { name, role, scope: { town: TOWN, ...scope }, untilAt }, null, at);
  await dbFor(env, '').insert(invitations).values(row);
  return code;
};

/** Somebody who has joined with this role, and is at work. Without a committee the scope is the town. */
export const staff = async (role: Role, scope: Omit<Scope, 'town'> = { committee: 'mingdu' }, name?: string): Promise<Staff> => {
  const phone = phoneWith(new Map());
  const answer = await phone.submit(`/desk/join/${await invite(role, scope, name ? { name } : {})}`, { pin: PIN, again: PIN });
  if (answer.status !== 303) throw new Error(`${answer.status}: ${await answer.text()}`);
  return phone;
};
