import { Hono } from 'hono';
import type { Host, Portal } from '../../host.ts';
import { logLook } from '../../records/opening.ts';
import { requestAt } from '../../records/work.ts';
import { sheetFor } from './places.ts';
import { isHealth, showRecord } from './recordpage.ts';
import { bound, param, type Rules } from './rules.ts';

export const RECORD_RULES = { 'GET /desk/requests/:id': { right: 'requests', of: 'request' } } as const satisfies Rules;

/** A request, with everything to work it on one page. */
export const recordRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, RECORD_RULES);

  on('GET /desk/requests/:id', async (c, duty) => {
    const record = await requestAt(duty, param(c, 'id'));
    const sheet = await sheetFor(c, duty, record.row);
    const looks = isHealth(
      record,
      sheet.services.find(({ id }) => id === record.row.service),
    );
    if (looks) await logLook(duty, record, 'opened');
    return showRecord(host, c, duty, record);
  });

  return app;
};
