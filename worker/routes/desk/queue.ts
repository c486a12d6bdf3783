import { Hono } from 'hono';
import { zhCN } from '../../../domain/words/index.ts';
import type { QueueFilters, Tab } from '../../../site/desk/queue.ts';
import type { Duty } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { endedLines, type Filter, LINES, openCounts, openLines, openTotal, type Team, teamsFor } from '../../records/queue.ts';
import { linesOf } from './lines.ts';
import { pageIn, show } from './page.ts';
import { placesIn } from './places.ts';
import { type Asked, addressOf, askedIn, type Counted, filterOf, filtersOf, sumOf, tabOf } from './queue-filter.ts';
import { bound, type Rules } from './rules.ts';

const { content, desk } = zhCN;
const { requests: w } = desk;

export const QUEUE_RULES = { 'GET /desk/requests': { right: 'requests' } } as const satisfies Rules;

const tabsOf = (duty: Duty, { team }: Filter, counts: Counted, ended: boolean): Tab[] => {
  const teams = teamsFor(duty);
  const more: Asked = ended ? { ended: '1' } : {};
  const tab = (one: Team): Tab => ({
    href: addressOf({ team: one, ...more }),
    label: content.teams[one],
    count: ended ? undefined : sumOf(counts, (line) => line.team === one),
    current: team === one,
  });
  const all: Tab = { href: addressOf({}), label: w.all, count: sumOf(counts, () => true), current: team === undefined };
  return [...(ended || teams.length === 1 ? [] : [all]), ...teams.map(tab).filter(({ count, current }) => count !== 0 || current)];
};

// One tap each. Everything else that narrows a list is chosen on its own page, or comes from the first page and the header.
const AT_HAND = [
  { name: 'owner', value: 'mine', label: w.mine },
  { name: 'owner', value: 'nobody', label: w.nobody },
] as const;

/** What narrows the list, each a link that puts it on, or takes it off again. */
const chipsOf = (asked: Asked, filters: QueueFilters): Tab[] => {
  const atHand = asked.ended === '1' ? [] : AT_HAND;
  const places = filters.places.flatMap(({ options }) => options);
  const { owners, services, states, buildings } = filters;
  const chosen = (
    [
      { name: 'urgent', options: [{ value: '1', label: w.urgentOnly }] },
      { name: 'overdue', options: [{ value: '1', label: w.overdueOnly }] },
      { name: 'call', options: [{ value: '1', label: w.callOnly }] },
      { name: 'owner', options: owners },
      { name: 'service', options: services },
      { name: 'state', options: states },
      { name: 'place', options: places },
      { name: 'building', options: buildings },
    ] as const
  ).filter(({ name }) => asked[name] && !atHand.some((one) => one.name === name && one.value === asked[name]));
  return [
    ...atHand.map(({ name, value, label }): Tab => {
      const current = asked[name] === value;
      return { href: addressOf({ ...asked, [name]: current ? '' : value }), label, current };
    }),
    ...chosen.map(({ name, options }): Tab => {
      const label = options.find(({ value }) => value === asked[name])?.label ?? w.goneChoice;
      return { href: addressOf({ ...asked, [name]: '' }), label, current: true };
    }),
  ];
};

/** The lists, team by team. */
export const queueRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, QUEUE_RULES);

  on('GET /desk/requests', async (c, duty) => {
    const { db } = duty.store;
    const asked = askedIn(c);
    const ended = asked.ended === '1';
    const filter = filterOf(duty, asked);
    const page = pageIn(c);
    const committees = placesIn(duty).map(({ id }) => id);
    const [rows, counts, total] = await db.batch([
      ended ? endedLines(db, duty, filter, committees, page) : openLines(db, duty, filter, page),
      openCounts(db, duty),
      openTotal(db, duty, filter),
    ]);
    const [lines, filters] = await Promise.all([linesOf(c, duty, rows.slice(0, LINES)), filtersOf(c, duty, filter, counts)]);
    const plain = addressOf(tabOf(asked));
    return show(host, c, duty, 'desk/queue', {
      tabs: tabsOf(duty, filter, counts, ended),
      ended,
      lines,
      total: ended ? undefined : (total[0]?.is ?? 0),
      chips: chipsOf(asked, filters),
      narrowing: addressOf(asked, 1, '/desk/requests/narrowing'),
      plain: addressOf(asked) === plain ? undefined : plain,
      before: page > 1 ? addressOf(asked, page - 1) : undefined,
      more: rows.length > LINES ? addressOf(asked, page + 1) : undefined,
    });
  });

  return app;
};
