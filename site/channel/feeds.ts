import { instant } from '../../domain/clock.ts';
import type { Feed } from '../../domain/channel/feed.ts';
import type { Committee } from '../catalogue/catalogue.ts';
import { type Place, setting, town } from '../portal.ts';
import { committeeTold, compoundTold, entriesOf, lastChange, type Told, townTold } from './told.ts';

// A feed must say when it was changed; one in which nothing was ever written says this.
const BEFORE_ALL = instant('2022-01-01');

const feedOf = (name: string, path: string, told: readonly Told[], otherwise = BEFORE_ALL): Feed => {
  const items = entriesOf(told);
  return { name, path, url: setting.url, items, changedAt: lastChange(items, otherwise) };
};

/** The feed of the town: what is for everybody. */
export const townFeed = (): Feed => feedOf(town.name, '/', townTold());

/** The feed of a committee: its own notices and the town's. */
export const committeeFeed = (committee: Committee): Feed =>
  feedOf(committee.name, committee.path, [...committeeTold(committee), ...townTold()]);

/** The feed of a compound: all that its people are told. */
export const compoundFeed = (place: Place): Feed => {
  const { committee, compound } = place;
  const { day, at } = compound.status.changed;
  return feedOf(compound.name, compound.path, [...compoundTold(place), ...committeeTold(committee), ...townTold()], instant(day, at));
};
