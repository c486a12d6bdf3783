import { Hono } from 'hono';
import { zhCN } from '../domain/words/index.ts';
import { sorry } from './answers.ts';
import { frame } from './frame.ts';
import { limited, unsafe } from './guards.ts';
import type { Host, Portal } from './host.ts';
import { health } from './routes/health.ts';
import { openapi } from './routes/openapi.ts';
import { receipts } from './routes/receipts.ts';
import { requests } from './routes/requests.ts';
import { signups } from './routes/signups.ts';
import { headLinks } from './routes/headlinks.ts';
import { slots } from './routes/slots.ts';

const DESK_PATHS = ['/desk', '/desk/*'] as const;
const RESIDENT_PATHS = ['/signups/*', '/requests/*', '/r/*', '/api/*', '/t/*', '/answers'] as const;
/** The paths that belong to the worker; `run_worker_first` of wrangler.toml says the same, and a test compares. */
export const OWN_PATHS = [...RESIDENT_PATHS, ...DESK_PATHS] as const;

/** The portal's edge API, the same on every host. */
export const portal = (host: Host): Hono<Portal> => {
  // A phone's keyboard adds a slash at the end sooner or later.
  const app = new Hono<Portal>({ strict: false });

  // More code than all the rest, for few people: it is read when the first of them comes.
  let staff: Promise<Hono<Portal>> | undefined;
  app.use('/desk/*', async (c) => {
    staff ??= import('./routes/desk/desk.ts').then(({ desk }) => desk(host, DESK_PATHS));
    return (await staff).fetch(c.req.raw, c.env);
  });

  frame(app, host, RESIDENT_PATHS);
  app.use('/signups/*', limited('RATE_RESIDENT', unsafe));
  app.use('/requests/*', limited('RATE_RESIDENT', unsafe));
  app.use('/r/*', limited('RATE_RESIDENT'));
  app.use('/t/*', limited('RATE_DOOR'));

  app.route('/signups', signups(host));
  app.route('/requests', requests(host));
  app.route('/r', receipts(host));
  app.route('/t', headLinks(host));
  app.route('/api', health());
  app.route('/api', slots());
  app.route('/api', openapi());

  for (const path of RESIDENT_PATHS) app.all(path, (c) => sorry(host, c, 404, zhCN.reading.notFoundText));
  return app;
};
