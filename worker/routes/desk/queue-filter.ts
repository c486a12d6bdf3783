import type { Context } from 'hono';
import { REQUEST_STATES } from '../../../domain/status.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Option } from '../../../site/desk/option.ts';
import type { QueueFilters } from '../../../site/desk/queue.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { peopleBy } from '../../records/people.ts';
import { type Filter, type openCounts, teamsFor } from '../../records/queue.ts';
import { findSheet, isSlug } from '../../sheets.ts';
import { placesIn } from './places.ts';

const { status, desk } = zhCN;
const { requests: w } = desk;

const FIELDS = ['team', 'place', 'building', 'service', 'state', 'owner', 'urgent', 'overdue', 'call', 'ended'] as const;
export type Asked = Partial<Record<(typeof FIELDS)[number], string>>;

/** What the address asks for. */
export const askedIn = (c: Context<Portal>): Asked =>
  Object.fromEntries(FIELDS.flatMap((name) => (c.req.query(name) ? [[name, c.req.query(name) ?? '']] : [])));

/** The address that asks for it. */
export const addressOf = (asked: Asked, page = 1, base = '/desk/requests'): string => {
  const query = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
  if (page > 1) query.set('page', String(page));
  return `${base}${query.size > 0 ? `?${query}` : ''}`;
};

/** The tab alone, without the filter. */
export const tabOf = ({ team = '', ended = '' }: Asked): Asked => ({ team, ended });

/** What was asked for, as far as it narrows the list: the scope is never widened by it. */
export const filterOf = (duty: Duty, asked: Asked): Filter => {
  const teams = teamsFor(duty);
  const [committee = '', compound = ''] = (asked.place ?? '').split('/');
  const owner = asked.owner === 'mine' ? duty.person.id : asked.owner === 'nobody' ? null : asked.owner;
  return {
    // What ended is a long list: of one team at a time, in the order of its index.
    team: teams.find((one) => one === asked.team) ?? (asked.ended === '1' ? teams[0] : undefined),
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

export type Counted = Awaited<ReturnType<typeof openCounts>>;

/** How many are open of some kind. */
export const sumOf = (counts: Counted, which: (one: Counted[number]) => boolean): number =>
  counts.reduce((total, one) => total + (which(one) ? one.is : 0), 0);

/** The choices of the filter, each with how many are open behind it. */
export const filtersOf = async (c: Context<Portal>, duty: Duty, filter: Filter, counts: Counted): Promise<QueueFilters> => {
  const shown = counts.filter(({ team }) => filter.team === undefined || team === filter.team);
  const numbered = (label: string, which: (one: Counted[number]) => boolean) => `${label}（${sumOf(shown, which)}）`;
  const people = await peopleBy(
    duty.store,
    shown.map(({ owner }) => owner),
  );
  const committees = placesIn(duty);
  const places = committees.map(({ id, name, compounds }) => ({
    committee: name,
    options: compounds.map((one): Option => ({ value: `${id}/${one.id}`, label: one.name })),
  }));
  const all = places.flatMap(({ options }) => options);
  const [only] = all.length === 1 ? all : [];
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
