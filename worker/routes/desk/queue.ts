import type { Context } from 'hono';
import { Hono } from 'hono';
import { REQUEST_STATES } from '../../../domain/status.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Option, Tab } from '../../../site/desk/requests.ts';
import type { Duty } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { peopleBy } from '../../records/people.ts';
import { endedLines, type Filter, LINES, openCounts, openLines, openTotal, type Team, teamsFor } from '../../records/queue.ts';
import { findSheet, isSlug } from '../../sheets.ts';
import { linesOf } from './lines.ts';
import { show } from './page.ts';
import { placesIn } from './places.ts';
import { bound, type Rules } from './rules.ts';

const { status, content, desk } = zhCN;
const { requests: w } = desk;

export const QUEUE_RULES = { 'GET /desk/requests': { right: 'requests' } } as const satisfies Rules;

const FIELDS = ['team', 'place', 'building', 'service', 'state', 'owner', 'urgent', 'overdue', 'call', 'ended'] as const;
type Asked = Partial<Record<(typeof FIELDS)[number], string>>;

const askedIn = (c: Context<Portal>): Asked =>
  Object.fromEntries(FIELDS.flatMap((name) => (c.req.query(name) ? [[name, c.req.query(name) ?? '']] : [])));

const address = (asked: Asked, page = 1): string => {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
  if (page > 1) query.set('page', String(page));
  return `/desk/requests${query.size > 0 ? `?${query}` : ''}`;
};

/** What was asked for, as far as it narrows the list: the scope is never widened by it. */
const filterOf = (duty: Duty, asked: Asked, ended: boolean): Filter => {
  const teams = teamsFor(duty);
  const [committee = '', compound = ''] = (asked.place ?? '').split('/');
  const owner = asked.owner === 'mine' ? duty.person.id : asked.owner === 'nobody' ? null : asked.owner;
  return {
    // What ended is a long list: of one team at a time, in the order of its index.
    team: teams.find((one) => one === asked.team) ?? (ended ? teams[0] : undefined),
    ...(isSlug(committee) && isSlug(compound) && { committee, compound }),
    building: asked.building,
    service: asked.service,
    state: REQUEST_STATES.find((one) => one === asked.state),
    owner,
    urgent: asked.urgent === '1',
    overdue: asked.overdue === '1',
    call: asked.call === '1',
  };
};

type Counted = Awaited<ReturnType<typeof openCounts>>;
const sum = (counts: Counted, which: (one: Counted[number]) => boolean): number =>
  counts.reduce((total, one) => total + (which(one) ? one.is : 0), 0);

const tabsOf = (duty: Duty, { team }: Filter, counts: Counted, ended: boolean): Tab[] => {
  const teams = teamsFor(duty);
  const more: Asked = ended ? { ended: '1' } : {};
  const tab = (one: Team): Tab => ({
    href: address({ team: one, ...more }),
    label: content.teams[one],
    count: ended ? undefined : sum(counts, (line) => line.team === one),
    current: team === one,
  });
  const all: Tab = { href: address({}), label: w.all, count: sum(counts, () => true), current: team === undefined };
  return [...(ended || teams.length === 1 ? [] : [all]), ...teams.map(tab).filter(({ count, current }) => count !== 0 || current)];
};

/** The choices of the filter, each with how many are open behind it. */
const filtersOf = async (c: Context<Portal>, duty: Duty, filter: Filter, counts: Counted) => {
  const shown = counts.filter(({ team }) => filter.team === undefined || team === filter.team);
  const numbered = (label: string, which: (one: Counted[number]) => boolean) => `${label}（${sum(shown, which)}）`;
  const people = await peopleBy(
    duty.store,
    shown.map(({ owner }) => owner),
  );
  const committees = placesIn(duty);
  const places = committees.flatMap(({ id, name, compounds }): Option[] =>
    compounds.map((one) => ({ value: `${id}/${one.id}`, label: committees.length > 1 ? `${name} ${one.name}` : one.name })),
  );
  const [only] = places.length === 1 ? places : [];
  const [committee = '', compound = ''] = only?.value.split('/') ?? [filter.committee, filter.compound];
  const sheet = await findSheet(c, committee, compound);
  const services = new Map(shown.map(({ service, title }) => [service, title]));
  return {
    places: only ? [] : places,
    buildings: (sheet?.buildings ?? []).map(({ id, name }): Option => ({ value: id, label: name })),
    services: [...services].map(([value, title]): Option => ({ value, label: numbered(title, (one) => one.service === value) })),
    states: REQUEST_STATES.filter((state) => shown.some((one) => one.state === state)).map(
      (value): Option => ({ value, label: numbered(status.request[value], (one) => one.state === value) }),
    ),
    owners: [
      { value: 'mine', label: numbered(w.mine, (one) => one.owner === duty.person.id) },
      { value: 'nobody', label: numbered(w.nobody, (one) => one.owner === null) },
      ...[...people]
        .filter(([id]) => id !== duty.person.id)
        .map(([value, { name }]): Option => ({ value, label: numbered(name, (one) => one.owner === value) })),
    ],
  };
};

/** The lists, team by team. */
export const queueRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, QUEUE_RULES);

  on('GET /desk/requests', async (c, duty) => {
    const { db } = duty.store;
    const asked = askedIn(c);
    const ended = asked.ended === '1';
    const filter = filterOf(duty, asked, ended);
    const page = Math.min(500, Math.max(1, Math.trunc(Number(c.req.query('page') ?? '1')) || 1));
    const committees = placesIn(duty).map(({ id }) => id);
    const [rows, counts, total] = await db.batch([
      ended ? endedLines(db, duty, filter, committees, page) : openLines(db, duty, filter, page),
      openCounts(db, duty),
      openTotal(db, duty, filter),
    ]);
    const [lines, filters] = await Promise.all([linesOf(c, duty, rows.slice(0, LINES)), filtersOf(c, duty, filter, counts)]);
    const { team, ended: _, ...rest } = asked;
    return show(host, c, duty, 'desk/queue', {
      tabs: tabsOf(duty, filter, counts, ended),
      ended,
      lines,
      total: ended ? undefined : (total[0]?.is ?? 0),
      form: { values: { ...asked }, faults: {} },
      filters,
      narrowed: Object.keys(rest).length > 0,
      plain: address({ ...(team && { team }), ...(ended && { ended: '1' }) }),
      before: page > 1 ? address(asked, page - 1) : undefined,
      more: rows.length > LINES ? address(asked, page + 1) : undefined,
    });
  });

  return app;
};
