import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Right, RIGHTS, ROLES, type Role, type Scope } from '../../domain/role.ts';
import { desk } from '../../worker/routes/desk/desk.ts';
import type { Rule } from '../../worker/routes/desk/rules.ts';
import { DESK_RULES } from '../../worker/routes/desk/table.ts';
import { forget, get, submit } from './portal.ts';
import { type Staff, staff } from './staff.ts';
import { CHENJIAXIANG, MINGDU, pathWith, type Subjects, subjectsAt } from './tenants.ts';

// Made from the table of routes: a route that is added there is tested here, and one that is not there can't be bound.

const ROUTES = (Object.entries(DESK_RULES) as [string, Rule][]).map(([key, rule]) => {
  const [method = '', path = ''] = key.split(' ');
  return { key, method, path, ...rule };
});
const AT_WORK = ROUTES.filter(({ right }) => right !== 'door');
const WITH_SUBJECT = AT_WORK.filter(({ of }) => of !== undefined);

const own = (role: Role): Omit<Scope, 'town'> => {
  const { committee, compound, building } = MINGDU;
  return role === 'head' ? { committee, compound, building } : { committee };
};
/** Scopes in which nothing of the subjects lies: another committee, another compound, another building. */
const FOREIGN: Record<string, (role: Role) => Omit<Scope, 'town'>> = {
  'another committee': (role) =>
    role === 'head' ? { committee: 'chenjiaxiang', compound: 'yanjie', building: 'panyu-301' } : { committee: 'chenjiaxiang' },
  'another compound of the same committee': (role) => ({
    committee: 'mingdu',
    compound: 'xibu-xincun',
    ...(role === 'head' && { building: '3' }),
  }),
};

const mayDo = (role: Role, right: Rule['right']): boolean => right === 'door' || (RIGHTS[right as Right] as readonly Role[]).includes(role);

const ask = (phone: Staff, method: string, path: string): Promise<Response> => (method === 'GET' ? phone.get(path) : phone.submit(path));

// What signs somebody out, or takes away his own grant, is asked last.
const inOrder = [...AT_WORK].sort((one, other) => Number(one.path.includes('/session/')) - Number(other.path.includes('/session/')));

let subjects: Subjects;
beforeAll(async () => {
  await forget();
  subjects = await subjectsAt(MINGDU);
});

test('every route under /desk is in the table', () => {
  const host = { render: async () => new Response() };
  const bound = desk(host, [])
    .routes.filter(({ path, method }) => path.startsWith('/desk') && method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  expect([...new Set(bound)].sort()).toEqual(ROUTES.map(({ key }) => key).sort());
  expect(WITH_SUBJECT.length).toBeGreaterThan(20);
});

test('nobody who is not signed in gets anything but the door', async () => {
  for (const { method, path, of } of AT_WORK) {
    const there = pathWith(path, of, subjects);
    const answer = await (method === 'GET' ? get(there, { accept: 'text/html' }) : submit(there, {}));
    expect([303, 401], `${method} ${there}`).toContain(answer.status);
    if (answer.status === 303) expect(answer.headers.get('location')).toMatch(/^\/desk\?to=/);
  }
});

describe.each(ROLES)('a %s', (role) => {
  test('has what the table says, in the own scope', async () => {
    let phone = await staff(role, own(role));
    for (const { method, path, right, of, key } of inOrder) {
      const answer = await ask(phone, method, pathWith(path, of, subjects));
      if (mayDo(role, right)) expect([401, 403, 404, 500, 503], `${role} may ${key}: ${answer.status}`).not.toContain(answer.status);
      else expect(answer.status, `${role} may not ${key}`).toBe(403);
      await answer.body?.cancel();
      if (path.includes('/session/')) phone = await staff(role, own(role));
    }
  });

  test.each(Object.keys(FOREIGN))('reaches nothing from %s', async (where) => {
    const scope = FOREIGN[where]?.(role) ?? {};
    const phone = await staff(role, scope);
    // A committee's own runs, nights and invitations belong to no compound: its compounds' staff see theirs only.
    for (const { method, path, right, of, key } of WITH_SUBJECT) {
      const answer = await ask(phone, method, pathWith(path, of, subjects));
      expect(answer.status, `${role} of ${where}: ${key}`).toBe(mayDo(role, right) ? 404 : 403);
      await answer.body?.cancel();
    }
  });
});

test('lists show nothing of another committee', async () => {
  await subjectsAt(CHENJIAXIANG);
  for (const role of ROLES) {
    const phone = await staff(role, own(role));
    for (const { method, path, right, of, key } of AT_WORK) {
      if (method !== 'GET' || of !== undefined || !mayDo(role, right)) continue;
      const page = await (await phone.get(path)).text();
      for (const foreign of ['杜外婆', '接待员chenjiaxiang', '13800138022']) expect(page, `${role} ${key}`).not.toContain(foreign);
    }
  }
});

test.each(ROLES)('a grant of a %s that was taken back, or has lapsed, fails at the next request, whatever is asked', async (role) => {
  const phone = await staff(role, own(role), `${role} 一天`);
  const [last] = (await env.DB.prepare('select id from grants order by rowid desc limit 1').all()).results;
  for (const [set, back] of [
    [`revoked_at = ${Date.now()}`, 'revoked_at = null'],
    ['until_at = 1', 'until_at = null'],
  ]) {
    await env.DB.prepare(`update grants set ${set} where id = ?`).bind(last?.['id']).run();
    for (const { method, path, of, key } of AT_WORK) {
      const answer = await ask(phone, method, pathWith(path, of, subjects));
      expect(answer.status, key).toBe(403);
      await answer.body?.cancel();
    }
    await env.DB.prepare(`update grants set ${back} where id = ?`).bind(last?.['id']).run();
  }
});
