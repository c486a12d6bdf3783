import type { Sheet } from '../../../domain/sheet.ts';
import { byWeight, CALLED_AFTER, isToTell, type Item, MEDIA, type Seen } from '../../../domain/tidings.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { BuildingTold, ToldItemPage, ToldLine } from '../../../site/desk/tidings.ts';
import type { Duty } from '../../duty.ts';
import { channelsFor, headGroupsFor } from '../../records/channels.ts';
import { headsOf } from '../../records/heads.ts';
import { type Person, peopleBy } from '../../records/people.ts';
import { sendingsAbout } from '../../records/sent.ts';
import { announcementsAt, type Telling, tellingsAt } from '../../records/tellings.ts';

const { dates, desk } = zhCN;
const { tidings: w } = desk;

export const toldPath = ({ committee, compound }: Sheet): string => `/desk/told/${committee.id}/${compound.id}`;
export const itemPath = (sheet: Sheet, { path }: Pick<Item, 'path'>): string => `${toldPath(sheet)}?item=${encodeURIComponent(path)}`;

/** The buildings that somebody answers for. */
export const buildingsOf = ({ scope }: Pick<Duty, 'scope'>, { buildings }: Sheet) =>
  buildings.filter(({ id }) => scope.building === undefined || scope.building === id);

// Written is not published: doors could be told only after it was live.
const isLate = ({ seenAt, changedAt }: Seen, { now, town }: Pick<Duty, 'now' | 'town'>): boolean =>
  now.town - (seenAt ? seenAt + town.clockOffset : changedAt) >= CALLED_AFTER;

const ofItem = (
  tellings: readonly Telling[],
  { path, revision }: Item,
  building: string,
): { now?: Telling | undefined; before?: Telling | undefined } => {
  const mine = tellings.filter((one) => one.path === path && one.building === building);
  return { now: mine.find((one) => one.revision === revision), before: mine.find((one) => one.revision !== revision) };
};

/** How far each item of a compound has been told. */
export const toldLines = async (duty: Duty, sheet: Sheet, items: readonly Seen[]): Promise<ToldLine[]> => {
  const { store, now, scope } = duty;
  const tellings = await tellingsAt(store, { committee: sheet.committee.id, compound: sheet.compound.id }, scope.building);
  const buildings = buildingsOf(duty, sheet);
  return items
    .filter((item) => isToTell(item, now.town))
    .sort(byWeight)
    .map((item) => {
      const told = buildings.filter(({ id }) => ofItem(tellings, item, id).now).length;
      return {
        ...{ href: itemPath(sheet, item), title: item.title, urgent: item.urgent, changed: w.changedAt(dates.moment(item.changedAt)) },
        ...{ told, all: buildings.length, late: isLate(item, duty) ? buildings.length - told : 0 },
      };
    });
};

const saidOf = ({ way, by, at }: Telling, people: ReadonlyMap<string, Person>): string =>
  w.toldBy(w.way[way], people.get(by ?? '')?.name, dates.moment(at));

/** One item, building by building. */
export const toldItem = async (duty: Duty, sheet: Sheet, item: Seen): Promise<ToldItemPage> => {
  const { store, scope } = duty;
  const where = { committee: sheet.committee.id, compound: sheet.compound.id };
  const [tellings, done, heads, channels, groups] = await Promise.all([
    tellingsAt(store, where, scope.building),
    announcementsAt(store, sheet),
    headsOf(duty, sheet),
    channelsFor(store, where),
    headGroupsFor(duty, where),
  ]);
  const ticks = done.filter(({ path, revision }) => path === item.path && revision === item.revision);
  const [people, sendings] = await Promise.all([
    peopleBy(store, [...tellings.map(({ by }) => by), ...ticks.map(({ by }) => by)]),
    sendingsAbout(
      store,
      channels.map(({ id }) => id),
      item,
    ),
  ]);
  const buildings = buildingsOf(duty, sheet).map(({ id, name }): BuildingTold & { current: boolean } => {
    const { now, before } = ofItem(tellings, item, id);
    const { name: head, phone } = heads.get(id) ?? {};
    const said = now ?? before;
    return {
      ...{ id, name, head, phone, current: now !== undefined },
      told: said && saidOf(said, people),
      old: !now && before !== undefined,
    };
  });
  return {
    compound: sheet.compound.name,
    base: toldPath(sheet),
    item: {
      path: item.path,
      revision: item.revision,
      title: item.title,
      changed: w.changedAt(dates.moment(item.changedAt)),
      url: item.url,
    },
    late: isLate(item, duty),
    // Who was told of the first version is asked first: he goes by what is wrong now.
    missing: buildings.filter(({ current }) => !current).sort((one, other) => Number(other.old) - Number(one.old)),
    told: buildings.filter(({ current }) => current),
    own: scope.building !== undefined,
    media: MEDIA.map((medium) => {
      const tick = ticks.find((one) => one.medium === medium);
      return {
        medium,
        meant: item.channels.includes(medium),
        done: tick && w.done(people.get(tick.by)?.name ?? '', dates.moment(tick.at)),
      };
    }),
    robots: sendings.flatMap(({ channelId, state, triedAt, madeAt }) => {
      const channel = channels.find(({ id }) => id === channelId);
      return channel ? [{ name: channel.name, state, moment: dates.moment((triedAt ?? madeAt) + duty.town.clockOffset) }] : [];
    }),
    channels: groups.map(({ id, name }) => ({ id, name })),
  };
};
