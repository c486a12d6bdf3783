import type { Instant } from '../domain/clock.ts';
import { instant } from '../domain/clock.ts';
import { byUrgencyAndAge, isCurrent } from '../domain/notice.ts';
import { mayCome } from '../domain/signup.ts';
import { supplyEndsAt } from '../domain/supply.ts';
import type { Committee } from './catalogue/catalogue.ts';
import type { Told } from './channel/told.ts';
import type { Compound, Listed } from './catalogue/compound.ts';
import type { PublishedNotice } from './catalogue/notices.ts';
import { phonesFor } from './catalogue/sheet.ts';
import { drawnCommittees, drawnPlaces, now, type Place, setting, town } from './portal.ts';

type Params = Readonly<Record<string, string | undefined>>;

const found = <Value>(value: Value | undefined, params: Params): Value => {
  if (value === undefined) throw new Error(`no page is to be drawn at ${JSON.stringify(params)}`);
  return value;
};

/** The committee that a page's address names. */
export const committeeAt = (params: Params): Committee => found(drawnCommittees.get(params['committee'] ?? ''), params);

/** The compound that a page's address names. */
export const placeAt = (params: Params): Place => found(drawnPlaces.get(`${params['committee']}/${params['compound']}`), params);

/** The entry that a page's address names. */
export const entryAt = <Value extends { id: string }>(entries: readonly Value[], params: Params, name: string): Value =>
  found(
    entries.find(({ id }) => id === params[name]),
    params,
  );

/** What is told of the entry that a page's address names. */
export const toldAt = (told: readonly Told[], params: Params, name: string): Told =>
  found(
    told.find(({ item }) => item.of.id === params[name]),
    params,
  );

/** The path of each committee's own page. */
export const committeePaths = () => [...drawnCommittees.values()].map(({ id }) => ({ params: { committee: id } }));

/** The path of one page for each compound. */
export const placePaths = () =>
  [...drawnPlaces.values()].map(({ committee, compound }) => ({ params: { committee: committee.id, compound: compound.id } }));

/** The paths of one page for each entry of each compound. */
export const entryPaths = (name: string, entriesOf: (place: Place) => readonly { id: string }[]) =>
  [...drawnPlaces.values()].flatMap((place) =>
    entriesOf(place).map(({ id }) => ({ params: { committee: place.committee.id, compound: place.compound.id, [name]: id } })),
  );

const shared = () => ({ townName: town.name, now, clockOffset: setting.clockOffset, url: setting.url });

/** What the layout wants to know on a page of the whole town. */
export const townPage = () => ({ ...shared(), phones: town.phones });

/** What the layout wants to know on a committee's page. */
export const committeePage = (committee: Committee) => ({ ...shared(), phones: [...committee.phones, ...town.phones] });

/** What the layout wants to know on a page below a compound's. */
export const compoundPage = ({ committee, compound }: Place) => ({
  ...shared(),
  phones: phonesFor(town, committee, compound),
  up: { href: compound.path, name: compound.name },
});

/** The notices that hold for a compound now, of all three levels, and those that are past. */
export const noticesFor = ({ committee, compound }: Place): { current: PublishedNotice[]; past: PublishedNotice[] } => {
  const all = [...town.notices, ...committee.notices, ...compound.notices].filter(({ issuedAt }) => issuedAt <= now).sort(byUrgencyAndAge);
  return {
    current: all.filter((notice) => isCurrent(notice, now)),
    past: all.filter((notice) => !isCurrent(notice, now)).sort((one, other) => other.issuedAt - one.issuedAt),
  };
};

const ARCHIVE_PAGE = 10;

/** A compound's past notices, page by page; one empty page where there are none. */
export const archiveOf = (place: Place): PublishedNotice[][] => {
  const { past } = noticesFor(place);
  const pages = Math.max(1, Math.ceil(past.length / ARCHIVE_PAGE));
  return Array.from({ length: pages }, (_, page) => past.slice(page * ARCHIVE_PAGE, (page + 1) * ARCHIVE_PAGE));
};

/** The paths of every page of every archive; the first one has no number. */
export const archivePaths = () =>
  [...drawnPlaces.values()].flatMap((place) =>
    archiveOf(place).map((_, page) => ({
      params: { committee: place.committee.id, compound: place.compound.id, page: page > 0 ? String(page + 1) : undefined },
    })),
  );

/** The distributions that are not over, the next one first; with `building`, those it may come to. */
export const openSupplies = ({ supplies }: Compound, building?: string) =>
  supplies
    .filter((supply) => supplyEndsAt(supply) > now && (!building || supply.slots.some((slot) => mayCome(slot, building))))
    .sort((one, other) => supplyEndsAt(one) - supplyEndsAt(other));

/** The last of some moments that is not still to come. */
const lastOf = (moments: readonly Instant[]): Instant => moments.reduce((last, at) => (at <= now ? Math.max(last, at) : last), 0);

const statusChangedAt = ({ status: { changed } }: Listed): Instant => instant(changed.day, changed.at);

/** When anything that a compound's page says was last changed. */
export const compoundChangedAt = (place: Place): Instant => {
  const { rounds, supplies, posts } = place.compound;
  const stamps = [...noticesFor(place).current, ...rounds, ...supplies, ...posts].map(({ changedAt }) => changedAt);
  return Math.max(statusChangedAt(place.compound), lastOf(stamps));
};

/** When a list of compounds with notices above it was last changed; nothing where both are empty. */
export const listChangedAt = (notices: readonly PublishedNotice[], compounds: readonly Listed[]): Instant | undefined =>
  lastOf([...notices.map(({ changedAt }) => changedAt), ...compounds.map(statusChangedAt)]) || undefined;
