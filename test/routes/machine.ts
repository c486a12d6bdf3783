import { env } from 'cloudflare:workers';
import { instant } from '../../domain/clock.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { SLOT_KINDS } from '../../domain/slot.ts';
import { portal } from '../../worker/app.ts';
import type { Bindings } from '../../worker/host.ts';
import { sheetWith, slotOf } from '../records/town.ts';
import { encoded } from './portal.ts';

/** Another machine than Cloudflare's: its own files, its own pages, no limits, behind a proxy under a public name. */
export const PUBLIC = 'https://town.example';
const pausedSheet = (): Sheet => {
  const sheet = sheetWith(slotOf('rice', 2, 1e6));
  return { ...sheet, services: sheet.services.map((service) => ({ ...service, paused: '今天没有车' })) };
};
const files: Record<string, unknown> = {
  '/catalogue/town.json': { name: '示范镇', phones: [{ name: '值班', phone: '02155550100' }], clockOffset: 0, url: PUBLIC },
  '/catalogue/ju/yuan.json': sheetWith(slotOf('rice', 2, 1e6)),
  '/catalogue/ju/paused.json': pausedSheet(),
  '/catalogue/ju/early.json': sheetWith(
    ...SLOT_KINDS.map((kind) => ({ ...slotOf('rice', 2, 1e6, kind), opensAt: instant('2100-01-01', '08:00') })),
  ),
};
export const machine: Bindings = {
  DB: env.DB,
  SEAL_KEYS: env.SEAL_KEYS,
  LOOKUP_KEY: env.LOOKUP_KEY,
  ASSETS: {
    fetch: async (address) => {
      const file = files[new URL(address).pathname];
      return file ? Response.json(file) : new Response(null, { status: 404 });
    },
  },
};

export const app = portal({
  render: async (c, name, locals, status) => c.html(`<!doctype html><title>${name}</title>${JSON.stringify(locals)}`, status),
});

export const send = (path: string, fields: Record<string, string>, bindings: Bindings = machine, origin = PUBLIC, on = app) =>
  on.request(`http://127.0.0.1:3000${path}`, { method: 'POST', headers: { origin }, body: encoded(fields) }, bindings);

export const person = { slot: 's1', name: '王秀英', phone: '13720000001', building: '2', room: '301' };
export const RICE = '/signups/ju/yuan/supply/rice';

/** The same machine with a database that answers everything with an error. */
export const failing = (message: string): Bindings => ({
  ...machine,
  DB: new Proxy(env.DB, {
    get: () => () => {
      throw new Error(message);
    },
  }),
});
