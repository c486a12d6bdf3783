import { cf } from '@astrojs/cloudflare/hono';
import type { ScheduledController } from '@cloudflare/workers-types';
import { astro as answer, FetchState } from 'astro/fetch';
import { astro } from 'astro/hono';
import { portal } from './app.ts';
import { drawnBy } from './drawing.ts';
import type { Bindings, Host } from './host.ts';
import { hourly } from './hourly.ts';

// Cloudflare's entry. Hono is outermost: with Astro's own entry a POST that no page answers never reaches it.

const edge: Host = drawnBy(async (request, locals) => {
  const state = new FetchState(request);
  Object.assign(state.locals, locals);
  return answer(state);
});

const app = portal(edge);
app.use(cf());
app.use(astro());

export default {
  fetch: app.fetch,
  async scheduled(_controller: ScheduledController, env: Bindings): Promise<void> {
    await hourly(env);
  },
};
