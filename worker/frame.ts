import type { Hono } from 'hono';
import { zhCN } from '../domain/words/index.ts';
import { sorry } from './answers.ts';
import { isAway } from './faults.ts';
import { ownOrigin, plainBody, smallBody } from './guards.ts';
import { PRIVATE_HEADERS, SECURITY_HEADERS } from './headers.ts';
import type { Host, Portal } from './host.ts';
import { logError, logged } from './log.ts';
import { Refusal } from './refusal.ts';

const { asking } = zhCN;
const SECURITY = Object.entries(SECURITY_HEADERS);
const PRIVATE = Object.entries(PRIVATE_HEADERS);

/** What holds for every answer under these paths: a sentence for what breaks, a line in the log, headers, own origin, small bodies. */
export const frame = (app: Hono<Portal>, host: Host, paths: readonly string[]): void => {
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
    // Not `c.header`: it makes a new answer of the old one each time.
    const { headers } = c.res;
    for (const [name, value] of SECURITY) if (!headers.has(name)) headers.set(name, value);
  });
  for (const path of paths) {
    app.use(path, async (c, next) => {
      await next();
      const { headers } = c.res;
      for (const [name, value] of PRIVATE) if (!headers.has(name)) headers.set(name, value);
      headers.set('Vary', 'Accept');
    });
  }
  app.use(ownOrigin);
  app.use(plainBody, smallBody);
};
