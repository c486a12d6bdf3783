import { Hono } from 'hono';
import { phoneSpoken } from '../../../domain/phone.ts';
import { tagOf, tagSpoken } from '../../../domain/tag.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Host, Portal } from '../../host.ts';
import { logList } from '../../records/lists.ts';
import { answersIn, stopsOf } from '../../records/stops.ts';
import { Refusal } from '../../refusal.ts';
import { fullAddress, pagingOf, wholeSheetAt, withQuery } from './offered.ts';
import { pageIn, show } from './page.ts';
import { paperSheets } from './paper.ts';
import { bound, param, type Rules } from './rules.ts';

const { desk, dates } = zhCN;
const words = desk.signups;

export const ROUTE_SHEET_RULES = {
  'GET /desk/routes/:committee/:compound/:service': { right: 'requests', of: 'place' },
} as const satisfies Rules;

/** Doors on an A4 page, each with what was answered. */
const STOPS = 6;
/** Doors on a page of the desk. */
const MOST = 60;

/** Whom a team visits, door after door. */
export const routeSheetRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, ROUTE_SHEET_RULES);

  on('GET /desk/routes/:committee/:compound/:service', async (c, duty) => {
    const sheet = await wholeSheetAt(c, duty);
    // What is fetched with a card has a run sheet of its own, which says who has the card.
    const service = sheet.services.find(({ id, form }) => id === param(c, 'service') && form !== 'medicine');
    if (!service) throw new Refusal(404, desk.shell.none);
    const all = await stopsOf(duty, sheet, service.id);
    const page = pageIn(c);
    const shown = all.slice((page - 1) * MOST, page * MOST);
    await logList(duty, sheet, `routes/${service.id}`, 'printed', { lines: shown.length });
    const stops = shown.map(({ row, asked, door }) => ({
      door,
      name: asked?.name ?? words.erased,
      phone: asked ? phoneSpoken(asked.phone) : '',
      urgent: row.urgent,
      due: words.due(dates.untilDay(row.dueAt)),
      tag: tagSpoken(tagOf(row.id)),
      answers: asked ? answersIn(service, asked) : [],
    }));
    return show(host, c, duty, 'desk/route-sheet', {
      title: words.routeSheet(service.title),
      up: { href: '/desk/signups', name: words.title },
      newest: fullAddress(c, duty.town, c.req.path),
      sheets: paperSheets(stops, STOPS, `${sheet.compound.name}，${words.total(all.length)}`),
      paging: pagingOf(all.length, page, MOST, (at) => withQuery(c.req.path, { page: at })),
    });
  });

  return app;
};
