import * as z from 'zod';
import { feedExtension } from './channel/feed.ts';
import type { ITEM_KINDS } from './channel/item.ts';
import { HOUR, type Instant, MINUTE } from './clock.ts';

export type ItemKind = (typeof ITEM_KINDS)[number];

/** Ways that no machine sees, as the Markdown of a notice names them. */
export const MEDIA = ['group', 'poster', 'loudspeaker', 'phone', 'door'] as const;
export type Medium = (typeof MEDIA)[number];

const feedItem = z.object({ url: z.string(), title: z.string(), _xiaolaba: feedExtension });
const feed = z.object({ items: z.array(z.unknown()) });

/** Something that is live: what it says in a group, where it stands, and which revision it is. */
export interface Item {
  kind: ItemKind;
  /** Its file: `mingdu/xibu-xincun/samplings/0416.md`. The folder says whom it is for. */
  path: string;
  revision: string;
  title: string;
  url: string;
  text: string;
  urgent: boolean;
  /** Town time. */
  changedAt: Instant;
  /** The channels that its Markdown asks for. */
  channels: readonly string[];
}

/** An item as it was seen live. Its revision is {@link versionOf} what the feed says. */
export interface Seen extends Item {
  /** Real time; 0 where it was live before anybody looked, nothing where nobody has looked yet. */
  seenAt?: Instant | undefined;
}

/**
 * What a revision is called where it is told of. One that came back after another one is a new one: who heard it the first time has
 * heard the other one since. @param again when it came back, 0 where it did not
 */
export const versionOf = (revision: string, again: Instant): string => (again ? `${revision}@${again.toString(36)}` : revision);

/** The items of a feed; one that can't be read is passed over, for the others are as urgent. */
export const itemsIn = (document: unknown): Item[] =>
  feed.parse(document).items.flatMap((one): Item[] => {
    const { data } = feedItem.safeParse(one);
    return data ? [{ title: data.title, url: data.url, ...data._xiaolaba, channels: data._xiaolaba.channels ?? [] }] : [];
  });

/** Whom a file is for, by its folder; what is empty is for all. */
export const folderOf = (path: string): { committee: string; compound: string } => {
  const [committee = '', compound = ''] = path.split('/').slice(0, -2);
  return { committee, compound };
};

/** For how long after its last change the doors are to be told of something. */
const TOLD_FOR = 48 * HOUR;
/** After so long whoever is not told yet is called. */
export const CALLED_AFTER = 30 * MINUTE;

/** Ways by which a notice asks that each door be reached. */
const TO_DOORS: readonly string[] = ['door', 'phone'] satisfies Medium[];

/**
 * Whether doors are still to be told of an item: of where and when to go, of what is urgent, and of what its file asks it for. A head
 * who is asked to knock for every notice knocks for none. @param now town time
 */
export const isToTell = (
  { kind, urgent, channels, changedAt }: Pick<Item, 'kind' | 'urgent' | 'channels' | 'changedAt'>,
  now: Instant,
): boolean =>
  changedAt <= now &&
  now - changedAt < TOLD_FOR &&
  (kind === 'sampling' || kind === 'supply' || urgent || channels.some((channel) => TO_DOORS.includes(channel)));

/** Urgent ones first, then the newest. */
export const byWeight = (one: Item, other: Item): number => Number(other.urgent) - Number(one.urgent) || other.changedAt - one.changedAt;

/** How a robot is asked for in Markdown: as the group that it stands in, or by its own name. */
const ASKED = {
  wecom: ['group', 'robot'],
  dingtalk: ['group', 'robot'],
  feishu: ['group', 'robot'],
  webhook: ['webhook'],
  mail: ['mail'],
} as const;

/** Whether an item goes to a channel: a notice where its file asks for it, anything else where the channel takes its kind. */
export const isWanted = ({ kind, channels }: Item, to: { kind: keyof typeof ASKED; kinds: readonly ItemKind[] }): boolean =>
  kind === 'notice' ? ASKED[to.kind].some((name) => channels.includes(name)) || to.kinds.includes('notice') : to.kinds.includes(kind);
