import { cf } from '@astrojs/cloudflare/hono';
import { FetchState } from 'astro/fetch';
import { astro as astroFetch } from 'astro/fetch';
import { astro } from 'astro/hono';
import { Hono } from 'hono';

const app = new Hono<{ Bindings: { ASSETS: Fetcher; DB: D1Database } }>();
app.post('/signups/:c', async (c) => {
  const state = new FetchState(new Request(new URL('/answers/signup', c.req.url)));
  Object.assign(state.locals, { values: await c.req.parseBody() });
  const page = await astroFetch(state);
  return new Response(page.body, { status: 422, headers: page.headers });
});
app.get('/api/x', async (c) => c.json({ a: await (await c.env.ASSETS.fetch(new URL('/catalogue/x.json', c.req.url))).text() }));
app.use(cf());
app.use(astro());
export default {
  fetch: app.fetch,
  scheduled() {
    console.log('cron');
  },
};
