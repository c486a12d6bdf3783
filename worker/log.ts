import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { nameOf } from './faults.ts';
import type { Portal } from './host.ts';

/** One line of JSON for each request: the route's pattern, never the path, which holds receipt codes; names of fields, never values. */
export const logged: MiddlewareHandler<Portal> = async (c, next) => {
  const started = Date.now();
  await next();
  const { method } = c.req;
  const faults = c.get('faults');
  console.log(JSON.stringify({ method, route: routePath(c), status: c.res.status, ms: Date.now() - started, ...(faults && { faults }) }));
};

/** One line for an error: its name and kind, never its message. */
export const logError = (error: unknown): void => console.error(JSON.stringify(nameOf(error)));
