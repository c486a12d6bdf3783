import { env } from 'cloudflare:workers';
import { beforeEach, expect, test } from 'vitest';
import type { Bindings } from '../../worker/host.ts';
import { app, machine, person, PUBLIC, RICE, send } from './machine.ts';
import { forget, receiptOf, rows } from './portal.ts';
import { PIN, staff } from './staff.ts';

beforeEach(forget);

/** A town with replicas, which writes down who asks for one, and shows what was true before anybody signed up. */
const lagging = () => {
  const sessions: string[] = [];
  const DB = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'withSession')
        return (how: string) => {
          sessions.push(how);
          return { prepare: () => target.prepare('select ?1, ?2 where 0'), batch: () => expect.unreachable('nobody asks a replica so') };
        };
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { sessions, bindings: { ...machine, DB, REPLICAS: 'yes' } satisfies Bindings };
};

const left = async (bindings: Bindings): Promise<unknown> => (await app.request(`${PUBLIC}/api/slots/ju/yuan`, {}, bindings)).json();

test('places left may be some seconds old where the town says that it has replicas, and only there', async () => {
  await send(RICE, person);
  const { sessions, bindings } = lagging();
  expect(await left(bindings)).toMatchObject({ slots: { 'supply/rice/s1': { left: 2 } } });
  expect(sessions).toEqual(['first-unconstrained']);
  expect(await left(machine)).toMatchObject({ slots: { 'supply/rice/s1': { left: 1 } } });
});

test('who gets the place, what was just sent, and who signs in are asked of the primary', async () => {
  const { sessions, bindings } = lagging();
  const receipt = receiptOf(await send(RICE, person, bindings));
  expect(await rows('signups')).toHaveLength(1);
  // The same form again leads to the same receipt, and the receipt counts the place that it took.
  expect(receiptOf(await send(RICE, person, bindings))).toBe(receipt);
  const shown = await app.request(`${PUBLIC}${receipt}?new=1`, {}, bindings);
  expect(shown.status).toBe(200);
  expect(await shown.text()).toContain('"left":1');
  const lead = await staff('lead');
  const cookie = [...lead.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const signedIn = await app.request(
    `${PUBLIC}/desk/session`,
    { method: 'POST', headers: { origin: PUBLIC, cookie }, body: new URLSearchParams({ pin: PIN }) },
    bindings,
  );
  expect(signedIn.status).toBe(303);
  expect(sessions).toEqual([]);
});
