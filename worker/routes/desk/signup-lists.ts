import { and, asc, eq, gt } from 'drizzle-orm';
import { type Context, Hono } from 'hono';
import { signups } from '../../../db/schema/signups.ts';
import { TICKABLE } from '../../../domain/status.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Way } from '../../../site/desk/signups.ts';
import { type Duty, may } from '../../duty.ts';
import { fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { buildingsIn, type Filter, lineOf, pageOf, passes, signupsOf, sumOf, type Tally, tallyOf } from '../../records/lines.ts';
import { type PaperLine, tickMany } from '../../records/ticks.ts';
import { buildingSaid, lineView, slotSaid } from './line-views.ts';
import { headOf, listPath, type Offered, offeredAt, pageIn, pagingOf, slotsPath, withQuery } from './offered.ts';
import { type Manner, show } from './page.ts';
import { bound, type Rules } from './rules.ts';

const { status, desk } = zhCN;
const words = desk.signups;

export const SIGNUP_LIST_RULES = {
  'GET /desk/signups/of/:committee/:compound/:kind/:of': { right: 'signups', of: 'place' },
  'GET /desk/signups/of/:committee/:compound/:kind/:of/ticking': { right: 'signups', of: 'place' },
  'POST /desk/signups/of/:committee/:compound/:kind/:of/ticking': { right: 'signups', of: 'place' },
} as const satisfies Rules;

const LINES = 60;
/** A page of a paper's ticks: one field a line, within what a form may carry. */
const PAPER_LINES = 40;
const MOST_DROPOUTS = 20;

const STATES = ['booked', 'collected', 'proxied', 'absent', 'refused', 'cancelled'] as const;

const filterIn = (c: Context<Portal>, { sheet, kind, of }: Offered): Filter => {
  const { slot, building, state } = c.req.query();
  return {
    slot: slot ? `${kind}/${of}/${slot}` : undefined,
    building: sheet.buildings.find(({ id }) => id === building)?.id,
    state: STATES.find((one) => one === state),
  };
};

/** The parts of an address that a filter is. */
const queryOf = ({ kind, of }: Offered, { slot, building, state }: Filter) => ({
  slot: slot?.slice(`${kind}/${of}/`.length),
  building,
  state,
});

/** Filters of a list, each with how many it leaves. */
const waysOf = (offered: Offered, tallies: readonly Tally[], filter: Filter, path: string) => {
  const way = (title: string, change: Filter): Way => {
    const to = { ...filter, ...change };
    return {
      title,
      href: withQuery(path, queryOf(offered, to)),
      count: sumOf(tallies.filter(passes(to))),
      current: to.slot === filter.slot && to.building === filter.building && to.state === filter.state,
    };
  };
  const keys = [...new Set([...offered.slots.map(({ key }) => key), ...tallies.map(({ slotKey }) => slotKey)])];
  const slots = keys.map((key) => {
    const slot = offered.slots.find((one) => one.key === key);
    return way(slot ? slotSaid(slot) : words.vanishedTitle, { slot: key });
  });
  const buildings = buildingsIn(offered.sheet, tallies)
    .filter((building) => building !== null)
    .map((building) => way(buildingSaid(offered.sheet, building), { building }));
  const states = STATES.map((state) => way(status.signup[state], { state })).filter(({ count }) => count);
  const all = (change: Filter) => way(words.all, change);
  return {
    slots: slots.length > 1 ? [all({ slot: undefined }), ...slots] : [],
    buildings: buildings.length > 1 ? [all({ building: undefined }), ...buildings] : [],
    states: states.length > 0 ? [all({ state: undefined }), ...states] : [],
  };
};

/** Those who cancelled so late that nobody has taken the place, as long as it can still be taken. */
const dropoutsOf = async (duty: Duty, { sheet, ...of }: Offered) => {
  const rows = await duty.store.db
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

const showTicking = async (host: Host, c: Context<Portal>, duty: Duty, offered: Offered, manner: Manner = {}): Promise<Response> => {
  const base = listPath(offered.sheet, offered);
  const path = `${base}/ticking`;
  const where = signupsOf(duty, offered.sheet, offered);
  const tallies = await tallyOf(duty.store.db, where);
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

/** Lines of a list, and a paper's ticks typed in at once. */
export const signupListRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, SIGNUP_LIST_RULES);

  on('GET /desk/signups/of/:committee/:compound/:kind/:of', async (c, duty) => {
    const offered = await offeredAt(c, duty);
    const base = listPath(offered.sheet, offered);
    const where = signupsOf(duty, offered.sheet, offered);
    const [tallies, dropouts] = await Promise.all([tallyOf(duty.store.db, where), dropoutsOf(duty, offered)]);
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

  on('GET /desk/signups/of/:committee/:compound/:kind/:of/ticking', async (c, duty) =>
    showTicking(host, c, duty, await offeredAt(c, duty)),
  );

  on('POST /desk/signups/of/:committee/:compound/:kind/:of/ticking', async (c, duty) => {
    const offered = await offeredAt(c, duty);
    const fields = await fieldsIn(c);
    const lines = Object.entries(fields).flatMap(([name, value]): PaperLine[] => {
      const [, id, seen] = FIELD.exec(name) ?? [];
      const [was, state] = [TICKABLE.find((one) => one === seen), TICKABLE.find((one) => one === value)];
      return id && was && state ? [{ id, was, state }] : [];
    });
    const { done, left } = await tickMany(duty, offered.sheet, offered, lines.slice(0, PAPER_LINES));
    const doors = await Promise.all(left.map(async ({ row }) => (await lineOf(duty.store, offered.sheet, row)).door));
    if (doors.length > 0) return showTicking(host, c, duty, offered, { status: 409, fault: words.tickingLeft(done, doors) });
    const { slot, building, page } = c.req.query();
    return c.redirect(withQuery(c.req.path, { slot, building, page, said: 'u-ticked' }), 303);
  });

  return app;
};
