import { hash } from 'node:crypto';
import type { Instant } from '../../domain/clock.ts';
import { type FeedItem, feedItemOf } from '../../domain/channel/feed.ts';
import { type Item, type Voice, voiceOf } from '../../domain/channel/item.ts';
import { groupText, saidBy } from '../../domain/channel/text.ts';
import { isCurrent } from '../../domain/notice.ts';
import { postEndsAt } from '../../domain/post.ts';
import { roundIsOver } from '../../domain/round.ts';
import { supplyEndsAt } from '../../domain/supply.ts';
import type { Committee } from '../catalogue/catalogue.ts';
import type { Origin } from '../catalogue/compound.ts';
import type { PublishedNotice } from '../catalogue/notices.ts';
import { phonesFor } from '../catalogue/sheet.ts';
import { now, type Place, setting, town } from '../portal.ts';

/** Something current that goes out over every channel, with whose words it is. */
export interface Told {
  item: Item & { of: Origin & { path: string } };
  voice: Voice;
}

/** The folder in which items of a kind lie, and the word in their address. */
export const folderOf = ({ kind }: Item): string => ({ notice: 'notices', sampling: 'samplings', supply: 'supplies', post: 'posts' })[kind];

export const townVoice = (): Voice => voiceOf(town.name, town.phones[0]);
export const committeeVoice = ({ name, phones }: Committee): Voice => voiceOf(name, phones[0] ?? town.phones[0]);
export const compoundVoice = ({ committee, compound }: Place): Voice => ({
  name: compound.name,
  phone: phonesFor(town, committee, compound)[0],
  kind: compound.kind,
  buildings: compound.buildings,
  points: compound.points,
  gates: compound.gates,
});

const noticesTold = (notices: readonly PublishedNotice[], voice: Voice): Told[] =>
  notices.filter((notice) => isCurrent(notice, now)).map((of) => ({ item: { kind: 'notice', of }, voice }));

/** What is current for the whole town. */
export const townTold = (): Told[] => noticesTold(town.notices, townVoice());

/** What is current and a committee's own. */
export const committeeTold = (committee: Committee): Told[] => noticesTold(committee.notices, committeeVoice(committee));

/** What of a compound's rounds, distributions and posts is not over. */
export const currentOf = ({ compound }: Place) => ({
  rounds: compound.rounds.filter((round) => !roundIsOver(round, now)),
  supplies: compound.supplies.filter((supply) => supplyEndsAt(supply) > now),
  posts: compound.posts.filter((post) => postEndsAt(post) > now),
});

/** What is current and a compound's own. */
export const compoundTold = (place: Place): Told[] => {
  const voice = compoundVoice(place);
  const { rounds, supplies, posts } = currentOf(place);
  return [
    ...noticesTold(place.compound.notices, voice),
    ...rounds.map((of): Told => ({ item: { kind: 'sampling', of }, voice })),
    ...supplies.map((of): Told => ({ item: { kind: 'supply', of }, voice })),
    ...posts.map((of): Told => ({ item: { kind: 'post', of }, voice })),
  ];
};

/** Whether two things told are the same to a reader: another file that says the same is no reason to say it again. */
const revisionOf = ({ item, voice }: Told): string => {
  const { blob, file, stale, path, anchor, ...facts } = { stale: undefined, anchor: undefined, ...item.of };
  return hash('sha256', JSON.stringify([facts, voice.name, saidBy(voice, item, '')])).slice(0, 16);
};

// A notice of the town stands in the feeds of a hundred compounds: worked out once for each.
const known = new WeakMap<object, { url: string; entry: FeedItem }>();

const entryOf = (told: Told): FeedItem => {
  const { item, voice } = told;
  const { path, file, blob, title, changedAt } = item.of;
  const { url } = setting;
  const before = known.get(item.of);
  if (before?.url === url) return before.entry;
  const isNotice = item.kind === 'notice';
  const entry = feedItemOf(
    {
      kind: item.kind,
      path: file,
      blob,
      revision: revisionOf(told),
      urgent: isNotice && item.of.level === 'urgent',
      changedAt,
      text: groupText(voice, item, url && url + path),
      ...(isNotice && item.of.channels && { channels: item.of.channels }),
    },
    { url, path, title, from: voice.name, issuedAt: isNotice ? item.of.issuedAt : changedAt },
  );
  known.set(item.of, { url, entry });
  return entry;
};

/** The text for the group, with the address of the page. */
export const textOf = (told: Told): string => entryOf(told)._xiaolaba.text;

/** Feed entries, what was changed last first. */
export const entriesOf = (told: readonly Told[]): FeedItem[] =>
  told.map(entryOf).sort((one, other) => other._xiaolaba.changedAt - one._xiaolaba.changedAt || (one.id < other.id ? -1 : 1));

/** When the last of some entries was changed. @param otherwise where there is none */
export const lastChange = (entries: readonly FeedItem[], otherwise: Instant): Instant => entries[0]?._xiaolaba.changedAt ?? otherwise;
