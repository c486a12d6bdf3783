import { cf } from '@astrojs/cloudflare/hono';
import type { ScheduledController } from '@cloudflare/workers-types';
import { astro as answer, FetchState } from 'astro/fetch';
import { astro } from 'astro/hono';
import { portal } from './app.ts';
import { drawnBy } from './drawing.ts';
import type { Bindings, Host } from './host.ts';

// Cloudflare's entry. Hono is outermost: with Astro's own entry a POST that no page answers never reaches it.

const edge: Host = drawnBy(async (drawing) => {
  const state = new FetchState(new Request('http://localhost/answers'));
  Object.assign(state.locals, { drawing });
  const page = await answer(state);
  if (page.status !== 200) throw new Error(`the page ${drawing.name} answered ${page.status}`);
  return page.text();
});

const app = portal(edge);
app.use(cf());
app.use(astro());

// One trigger for both: an account has 250, a city has 215 towns.
const HOURLY_AT = 23;

export default {
  fetch: app.fetch,
  async scheduled({ scheduledTime }: ScheduledController, env: Bindings): Promise<void> {
    // Nobody who reads or asks waits for what the clock does.
    if (new Date(scheduledTime).getUTCMinutes() === HOURLY_AT) await (await import('./hourly.ts')).hourly(env);
    await (await import('./minutely.ts')).minutely(env);
  },
};
