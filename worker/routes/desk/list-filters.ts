import type { Context } from 'hono';
import { zhCN } from '../../../domain/words/index.ts';
import type { Way } from '../../../site/desk/way.ts';
import type { Portal } from '../../host.ts';
import { buildingsIn, type Filter, passes, sumOf, type Tally } from '../../records/lines.ts';
import { buildingSaid, slotSaid } from './line-views.ts';
import { type Offered, withQuery } from './offered.ts';

const words = zhCN.desk.signups;

const STATES = ['booked', 'collected', 'proxied', 'absent', 'refused', 'cancelled'] as const;

/** Which lines the address asks for. */
export const filterIn = (c: Context<Portal>, { sheet, kind, of }: Offered): Filter => {
  const { slot, building, state } = c.req.query();
  return {
    slot: slot ? `${kind}/${of}/${slot}` : undefined,
    building: sheet.buildings.find(({ id }) => id === building)?.id,
    state: STATES.find((one) => one === state),
  };
};

/** The parts of an address that a filter is. */
export const queryOf = ({ kind, of }: Offered, { slot, building, state }: Filter) => ({
  slot: slot?.slice(`${kind}/${of}/`.length),
  building,
  state,
});

/** Filters of a list, each with how many it leaves. */
export const waysOf = (offered: Offered, tallies: readonly Tally[], filter: Filter, path: string) => {
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
  const states = STATES.map((state) => way(state === 'booked' ? words.notYet : zhCN.status.signup[offered.kind][state], { state })).filter(
    ({ count }) => count,
  );
  const all = (change: Filter) => way(words.all, change);
  return {
    slots: slots.length > 1 ? [all({ slot: undefined }), ...slots] : [],
    buildings: buildings.length > 1 ? [all({ building: undefined }), ...buildings] : [],
    states: states.length > 0 ? [all({ state: undefined }), ...states] : [],
  };
};
