import { Hono } from 'hono';
import type { Host, Portal } from '../../host.ts';
import { openCounts } from '../../records/queue.ts';
import { show } from './page.ts';
import { addressOf, askedIn, filterOf, filtersOf, tabOf } from './queue-filter.ts';
import { bound, type Rules } from './rules.ts';

export const NARROWING_RULES = { 'GET /desk/requests/narrowing': { right: 'requests' } } as const satisfies Rules;

/** Which part of the list to see, on a page of its own: the list is drawn anew each minute, and would take a half-made choice away. */
export const narrowingRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, NARROWING_RULES);

  on('GET /desk/requests/narrowing', async (c, duty) => {
    const asked = askedIn(c);
    const filter = filterOf(duty, asked);
    const filters = await filtersOf(c, duty, filter, await openCounts(duty.store.db, duty));
    return show(host, c, duty, 'desk/narrowing', {
      ...{ ended: asked.ended === '1', filters, form: { values: { ...asked }, faults: {} } },
      ...{ back: addressOf(asked), plain: addressOf(tabOf(asked)) },
    });
  });

  return app;
};
