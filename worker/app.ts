import { Hono } from 'hono';
import { zhCN } from '../domain/words/index.ts';
import { sorry } from './answers.ts';
import { isAway } from './faults.ts';
import { limited, ownOrigin, plainBody, smallBody, unsafe } from './guards.ts';
import { PRIVATE_HEADERS, SECURITY_HEADERS } from './headers.ts';
import type { Host, Portal } from './host.ts';
import { logError, logged } from './log.ts';
import { Refusal } from './refusal.ts';
import { desk } from './routes/desk/desk.ts';
import { health } from './routes/health.ts';
import { openapi } from './routes/openapi.ts';
import { receipts } from './routes/receipts.ts';
import { requests } from './routes/requests.ts';
import { signups } from './routes/signups.ts';
import { headLinks } from './routes/headlinks.ts';
import { slots } from './routes/slots.ts';

const { asking, reading } = zhCN;

/** The paths that belong to the worker; `run_worker_first` of wrangler.toml says the same, and a test compares. */
export const OWN_PATHS = ['/signups/*', '/requests/*', '/r/*', '/api/*', '/desk', '/desk/*', '/t/*', '/answers'] as const;

/** The portal's edge API, the same on every host. */
export const portal = (host: Host): Hono<Portal> => {
  // A phone's keyboard adds a slash at the end sooner or later.
  const app = new Hono<Portal>({ strict: false });

  app.onError((error, c) => {
    const refusal = error instanceof Refusal ? error : isAway(error) ? new Refusal(503, asking.away) : new Refusal(500, asking.failed);
    if (refusal !== error) logError(error);
    // What broke may be what the page is made of.
    return sorry(host, c, refusal.status, refusal.sentence).catch((broken: unknown) => {
      logError(broken);
      return c.text(refusal.sentence, refusal.status);
    });
  });

  app.use(logged);
  app.use(async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) c.header(name, value);
  });
  for (const path of OWN_PATHS) {
    app.use(path, async (c, next) => {
      await next();
      for (const [name, value] of Object.entries(PRIVATE_HEADERS)) if (!c.res.headers.has(name)) c.header(name, value);
      c.header('Vary', 'Accept');
    });
  }
  app.use(ownOrigin);
  app.use('/signups/*', limited('RATE_RESIDENT', unsafe));
  app.use('/requests/*', limited('RATE_RESIDENT', unsafe));
  app.use('/r/*', limited('RATE_RESIDENT'));
  app.use('/t/*', limited('RATE_DOOR'));
  app.use('/desk/join/*', limited('RATE_DOOR'));
  app.use('/desk/emergency', limited('RATE_DOOR'));
  app.use('/desk/session', limited('RATE_DOOR'));
  app.use(plainBody, smallBody);

  app.route('/signups', signups(host));
  app.route('/requests', requests(host));
  app.route('/r', receipts(host));
  app.route('/t', headLinks(host));
  app.route('/', desk(host));
  app.route('/api', health());
  app.route('/api', slots());
  app.route('/api', openapi());

  for (const path of OWN_PATHS) app.all(path, (c) => sorry(host, c, 404, reading.notFoundText));
  return app;
};
