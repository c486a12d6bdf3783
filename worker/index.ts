import { cf } from '@astrojs/cloudflare/hono';
import type { ScheduledController } from '@cloudflare/workers-types';
import { astro as answer, FetchState } from 'astro/fetch';
import { astro } from 'astro/hono';
import { portal } from './app.ts';
import type { Bindings, Host } from './host.ts';
import { momentIn } from './moment.ts';
import { anchorLogs } from './records/anchors.ts';
import { eraseReturned } from './records/erasures.ts';
import { purge } from './records/retention.ts';
import { storeFor } from './records/store.ts';
import { townSheet } from './sheets.ts';

// Cloudflare's entry. Hono is outermost: with Astro's own entry a POST that no page answers never reaches it.

const edge: Host = {
  render: async (c, name, locals, status) => {
    const state = new FetchState(new Request(new URL(name.startsWith('desk/') ? `/${name}` : `/answers/${name}`, c.req.url)));
    Object.assign(state.locals, { [name]: locals });
    const page = await answer(state);
    if (page.status !== 200) throw new Error(`the page ${name} answered ${page.status}`);
    // In one piece: a page that breaks half-way must not have begun.
    return c.body(await page.arrayBuffer(), status, { 'Content-Type': 'text/html; charset=utf-8' });
  },
};

const app = portal(edge);
app.use(cf());
app.use(astro());

export default {
  fetch: app.fetch,
  async scheduled(_controller: ScheduledController, env: Bindings): Promise<void> {
    const [store, { name, clockOffset }] = await Promise.all([storeFor(env), townSheet({ env, req: { url: 'https://portal.invalid/' } })]);
    // Without the town's clock a demonstration's runs would be years old.
    if (!name) throw new Error('the town cannot be read');
    const now = momentIn(clockOffset, Date.now());
    const erased = await eraseReturned(store, now);
    const purged = await purge(store, now);
    console.log(JSON.stringify({ scheduled: 'purge', ...purged, erased }));
    // Where the log of the machine goes, nobody reaches who can change the database.
    for (const anchor of await anchorLogs(store, now.real)) console.log(JSON.stringify({ scheduled: 'anchor', ...anchor }));
  },
};
