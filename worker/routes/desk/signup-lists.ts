import { and, asc, eq, gt } from 'drizzle-orm';
import { Hono } from 'hono';
import { signups } from '../../../db/schema/signups.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Way } from '../../../site/desk/way.ts';
import { type Duty, may } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { type Filter, lineOf, pageOf, signupsOf, tallyOf } from '../../records/lines.ts';
import { lineView } from './line-views.ts';
import { filterIn, queryOf, waysOf } from './list-filters.ts';
import { headOf, listPath, type Offered, offeredAt, pagingOf, slotsPath, withQuery } from './offered.ts';
import { pageIn, show } from './page.ts';
import { bound, type Rules } from './rules.ts';

const { signups: words } = zhCN.desk;

export const SIGNUP_LIST_RULES = {
  'GET /desk/signups/of/:committee/:compound/:kind/:of': { right: 'signups', of: 'place' },
} as const satisfies Rules;

const LINES = 60;
const MOST_DROPOUTS = 20;

/** Those who cancelled so late that nobody has taken the place, as long as it can still be taken. */
const dropoutsOf = async (duty: Duty, { sheet, ...of }: Offered) => {
  const rows = await duty.store
    .dbOf(sheet.committee.id)
    .select()
    .from(signups)
    .where(and(signupsOf(duty, sheet, of), eq(signups.state, 'cancelled'), eq(signups.late, true), gt(signups.slotEnds, duty.now.town)))
    .orderBy(asc(signups.slotStarts))
    .limit(MOST_DROPOUTS);
  return (await Promise.all(rows.map((row) => lineOf(duty.store, sheet, row)))).map(lineView);
};

const waysFrom = (duty: Duty, offered: Offered, filter: Filter): Way[] => {
  const base = listPath(offered.sheet, offered);
  const query = queryOf(offered, { ...filter, state: undefined });
  return [
    { href: withQuery(`${base}/ticking`, query), title: words.ways.ticking },
    { href: withQuery(`${base}/sheet`, query), title: words.ways.sheet },
    ...(may(duty, 'enter') ? [{ href: `${base}/entry`, title: words.ways.entry }] : []),
    ...(may(duty, 'slots') && duty.scope.building === undefined
      ? [{ href: slotsPath(offered.sheet, offered), title: words.ways.slots }]
      : []),
  ];
};

/** Who signed up, by building and door. */
export const signupListRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, SIGNUP_LIST_RULES);

  on('GET /desk/signups/of/:committee/:compound/:kind/:of', async (c, duty) => {
    const offered = await offeredAt(c, duty);
    const base = listPath(offered.sheet, offered);
    const where = signupsOf(duty, offered.sheet, offered);
    const [tallies, dropouts] = await Promise.all([tallyOf(duty.store, offered.sheet, where), dropoutsOf(duty, offered)]);
    const filter = filterIn(c, offered);
    const page = pageIn(c);
    const { lines, total } = await pageOf(duty.store, offered.sheet, where, tallies, filter, page, LINES);
    const to = (at: string) => withQuery(base, { ...queryOf(offered, filter), page: at });
    return show(host, c, duty, 'desk/signup-list', {
      ...headOf(offered),
      ...waysOf(offered, tallies, filter, base),
      kind: offered.kind,
      dropouts,
      lines: lines.map(lineView),
      paging: pagingOf(total, page, LINES, to),
      here: to(String(page)),
      ways: waysFrom(duty, offered, filter),
    });
  });

  return app;
};
