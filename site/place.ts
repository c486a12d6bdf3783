import type { Instant } from '../domain/clock.ts';
import { instant } from '../domain/clock.ts';
import { byUrgencyAndAge, isCurrent } from '../domain/notice.ts';
import { mayCome } from '../domain/signup.ts';
import { supplyEndsAt } from '../domain/supply.ts';
import type { Committee } from './catalogue/catalogue.ts';
import type { Compound } from './catalogue/compound.ts';
import type { PublishedNotice } from './catalogue/notices.ts';
import { phonesFor } from './catalogue/sheet.ts';
import { committees, now, setting, town } from './portal.ts';

/** A compound and the committee it belongs to: the props of most pages. */
export interface Place {
  committee: Committee;
  compound: Compound;
}

/** Every compound of the town, with the params of its address. */
export const places: readonly { params: { committee: string; compound: string }; props: Place }[] = committees.flatMap((committee) =>
  committee.compounds.map((compound) => ({ params: { committee: committee.id, compound: compound.id }, props: { committee, compound } })),
);

/** Every compound's own page. Astro marks the list it is given, so each route gets a list of its own. */
export const placePaths = () => [...places];

/** The paths of one page for each entry of each compound. */
export const entryPaths = <Name extends string, Value extends { id: string }>(
  name: Name,
  entriesOf: (compound: Compound) => readonly Value[],
) =>
  places.flatMap(({ params, props }) =>
    entriesOf(props.compound).map((value) => ({
      params: { ...params, [name]: value.id } as Record<'committee' | 'compound' | Name, string>,
      props: { ...props, value },
    })),
  );

const shared = { townName: town.name, now, clockOffset: setting.clockOffset, url: setting.url };

/** What the layout wants to know on a page of the whole town. */
export const townPage = { ...shared, phones: town.phones };

/** What the layout wants to know on a committee's page. */
export const committeePage = (committee: Committee) => ({ ...shared, phones: [...committee.phones, ...town.phones] });

/** What the layout wants to know on a page below a compound's. */
export const compoundPage = ({ committee, compound }: Place) => ({
  ...shared,
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

/** The distributions that are not over, the next one first; with `building`, those it may come to. */
export const openSupplies = ({ supplies }: Compound, building?: string) =>
  supplies
    .filter((supply) => supplyEndsAt(supply) > now && (!building || supply.slots.some((slot) => mayCome(slot, building))))
    .sort((one, other) => supplyEndsAt(one) - supplyEndsAt(other));

/** When anything that a compound's page says was last changed. */
export const compoundChangedAt = (place: Place): Instant => {
  const { status, rounds, supplies, posts } = place.compound;
  const stamps = [...noticesFor(place).current, ...rounds, ...supplies, ...posts].map(({ changedAt }) => changedAt);
  return Math.max(instant(status.changed.day, status.changed.at), ...stamps.filter((at) => at <= now));
};
