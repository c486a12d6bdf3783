import * as z from 'zod';
import { exactTime, type Instant } from '../clock.ts';
import { zhCN } from '../words/index.ts';
import { ITEM_KINDS } from './item.ts';

/**
 * What the portal itself reads in a feed: the desk, whether an edit is live; the queue of robots, what is to be told.
 * `path`: the content file. `blob`: git's name (SHA-1) of the bytes that are shown. `revision`: another one whenever what a reader
 * is told is another thing, and only then. `changedAt`: ms. `text`: for the group.
 */
export const feedExtension = z.object({
  kind: z.enum(ITEM_KINDS),
  path: z.string(),
  blob: z.string(),
  revision: z.string(),
  urgent: z.boolean(),
  changedAt: z.number(),
  text: z.string(),
  /** The channels that a notice asks for. */
  channels: z.array(z.string()).optional(),
});

/** An item of `feed.json` (https://www.jsonfeed.org/version/1.1/). `url` is absolute, or from the root where the portal has no address. */
export const feedItem = z.object({
  id: z.string(),
  url: z.string(),
  title: z.string(),
  content_text: z.string(),
  date_published: z.string(),
  date_modified: z.string(),
  authors: z.array(z.object({ name: z.string() })),
  tags: z.array(z.string()).optional(),
  _xiaolaba: feedExtension,
});
export type FeedItem = z.infer<typeof feedItem>;

/** `feed.json` of a compound, a committee or the town: what is current there. */
export const jsonFeed = z.object({
  version: z.literal('https://jsonfeed.org/version/1.1'),
  title: z.string(),
  description: z.string(),
  home_page_url: z.string(),
  feed_url: z.string(),
  language: z.literal('zh-CN'),
  items: z.array(feedItem),
});
export type JsonFeed = z.infer<typeof jsonFeed>;

/** What all three forms of a feed are made of. */
export interface Feed {
  /** The compound, the committee or the town. */
  name: string;
  /** `/mingdu/` */
  path: string;
  /** The portal's public address, '' where it was not told one. */
  url: string;
  /** When the last of it was changed. */
  changedAt: Instant;
  items: readonly FeedItem[];
}

/** An identity that lasts: the address, or where there is none a name made of the path. */
export const identityOf = (url: string, path: string): string => (url ? url + path : `urn:xiaolaba:${path.slice(1) || 'town'}`);

/** An item of a feed. @param path of its page @param file its content file @param from who says it @param issuedAt when first */
export const feedItemOf = (
  told: z.infer<typeof feedExtension>,
  { url, path, title, from, issuedAt }: { url: string; path: string; title: string; from: string; issuedAt: Instant },
): FeedItem => ({
  id: identityOf(url, path),
  url: url + path,
  title,
  content_text: told.text,
  date_published: exactTime(issuedAt),
  date_modified: exactTime(told.changedAt),
  authors: [{ name: from }],
  ...(told.urgent && { tags: [zhCN.reading.urgent] }),
  _xiaolaba: told,
});

/** `feed.json` */
export const jsonFeedOf = ({ name, path, url, items }: Feed): JsonFeed => ({
  version: 'https://jsonfeed.org/version/1.1',
  title: zhCN.channel.feed(name),
  description: zhCN.channel.feedAbout(name),
  home_page_url: url + path,
  feed_url: `${url}${path}feed.json`,
  language: 'zh-CN',
  items: [...items],
});
