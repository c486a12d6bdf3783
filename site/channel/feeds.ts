import { instant } from '../../domain/clock.ts';
import { alertIndexOf, atomOf } from '../../domain/channel/atom.ts';
import { type Feed, jsonFeedOf } from '../../domain/channel/feed.ts';
import { rssOf } from '../../domain/channel/rss.ts';
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

const XML = { headers: { 'Content-Type': 'application/xml; charset=utf-8' } };

/** The forms that a feed is published in, as answers. */
export const asRss = (feed: Feed): Response => new Response(rssOf(feed), XML);
export const asAtom = (feed: Feed): Response => new Response(atomOf(feed), XML);
export const asJson = (feed: Feed): Response => Response.json(jsonFeedOf(feed));
export const asAlertIndex = (feed: Feed): Response => new Response(alertIndexOf(feed), XML);
