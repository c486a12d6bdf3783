import { type Context, Hono } from 'hono';
import { TICKABLE } from '../../../domain/status.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { lineOf, pageOf, signupsOf, tallyOf } from '../../records/lines.ts';
import { type PaperLine, tickMany } from '../../records/ticks.ts';
import { lineView } from './line-views.ts';
import { filterIn, queryOf, waysOf } from './list-filters.ts';
import { headOf, listPath, type Offered, offeredAt, pagingOf, withQuery } from './offered.ts';
import { type Manner, pageIn, show } from './page.ts';
import { bound, type Rules } from './rules.ts';

const { signups: words } = zhCN.desk;

export const TICKING_RULES = {
  'GET /desk/signups/of/:committee/:compound/:kind/:of/ticking': { right: 'signups', of: 'place' },
  'POST /desk/signups/of/:committee/:compound/:kind/:of/ticking': { right: 'signups', of: 'place' },
} as const satisfies Rules;

/** A page of a paper's ticks: one field a line, within what a form may carry. */
const PAPER_LINES = 40;

const showTicking = async (host: Host, c: Context<Portal>, duty: Duty, offered: Offered, manner: Manner = {}): Promise<Response> => {
  const base = listPath(offered.sheet, offered);
  const path = `${base}/ticking`;
  const where = signupsOf(duty, offered.sheet, offered);
  const tallies = await tallyOf(duty.store, offered.sheet, where);
  const filter = filterIn(c, offered);
  const page = pageIn(c);
  const { lines, total } = await pageOf(duty.store, offered.sheet, where, tallies, filter, page, PAPER_LINES);
  const to = (at: string) => withQuery(path, { ...queryOf(offered, filter), page: at });
  const { slots, buildings } = waysOf(offered, tallies, filter, path);
  const paging = pagingOf(total, page, PAPER_LINES, to);
  return show(
    host,
    c,
    duty,
    'desk/ticking',
    { ...headOf(offered), kind: offered.kind, slots, buildings, lines: lines.map(lineView), paging, here: to(String(page)) },
    manner,
  );
};

const FIELD = /^line-([0-9a-f-]{36})-(booked|collected|proxied|absent|refused)$/;

/** A paper's ticks, typed in at once. */
export const tickingRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, TICKING_RULES);

  on('GET /desk/signups/of/:committee/:compound/:kind/:of/ticking', async (c, duty) =>
    showTicking(host, c, duty, await offeredAt(c, duty)),
  );

  on('POST /desk/signups/of/:committee/:compound/:kind/:of/ticking', async (c, duty) => {
    const offered = await offeredAt(c, duty);
    const fields = await fieldsIn(c);
    // Whoever types a paper in on which nearly all came chooses the few others.
    const rest = field(fields, 'rest') === 'collected';
    const lines = Object.entries(fields).flatMap(([name, value]): PaperLine[] => {
      const [, id, seen] = FIELD.exec(name) ?? [];
      const [was, state] = [TICKABLE.find((one) => one === seen), TICKABLE.find((one) => one === value)];
      const untouched = was === 'booked' && state === 'booked';
      return id && was && state ? [{ id, was, state: rest && untouched ? 'collected' : state }] : [];
    });
    const { done, left } = await tickMany(duty, offered.sheet, offered, lines.slice(0, PAPER_LINES));
    const doors = await Promise.all(left.map(async ({ row }) => (await lineOf(duty.store, offered.sheet, row)).door));
    if (doors.length > 0) return showTicking(host, c, duty, offered, { status: 409, fault: words.tickingLeft(done, doors) });
    const { slot, building, page } = c.req.query();
    return c.redirect(withQuery(c.req.path, { slot, building, page, said: 'u-ticked' }), 303);
  });

  return app;
};
