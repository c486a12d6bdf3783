import { Hono } from 'hono';
import type { Host, Portal } from '../../host.ts';
import { CHANGE_RULES, changeRoutes } from './changes.ts';
import { ENTRY_RULES, entryRoutes } from './entry.ts';
import { FIND_RULES, findRoutes } from './find.ts';
import { NARROWING_RULES, narrowingRoutes } from './narrowing.ts';
import { NOTEBOOK_RULES, notebookRoutes } from './notebook.ts';
import { PASSING_RULES, passingRoutes } from './passing.ts';
import { QUEUE_RULES, queueRoutes } from './queue.ts';
import { RECORD_RULES, recordRoutes } from './record.ts';
import type { Rules } from './rules.ts';
import { SLIP_RULES, slipRoutes } from './slip.ts';

export const REQUEST_RULES = {
  ...QUEUE_RULES,
  ...NARROWING_RULES,
  ...RECORD_RULES,
  ...NOTEBOOK_RULES,
  ...CHANGE_RULES,
  ...PASSING_RULES,
  ...SLIP_RULES,
  ...ENTRY_RULES,
  ...FIND_RULES,
} as const satisfies Rules;

/** Requests: the lists, the record with its notebook, the phone, and finding again. */
export const requestRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  for (const routes of [
    queueRoutes,
    narrowingRoutes,
    recordRoutes,
    notebookRoutes,
    changeRoutes,
    passingRoutes,
    slipRoutes,
    entryRoutes,
    findRoutes,
  ])
    app.route('/', routes(host));
  return app;
};
