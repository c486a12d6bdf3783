import type { Instant } from '../clock.ts';
import { zhCN } from '../words/index.ts';
import type { Feed, FeedItem } from './feed.ts';
import { element, xmlOf } from './xml.ts';

const { channel: w } = zhCN;

const atGreenwich = (at: Instant): string => new Date(at).toUTCString();
/** A text as the HTML that readers of feeds expect. */
const asHtml = (text: string): string =>
  text.replace(/[&<>]/g, (mark) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[mark] ?? mark).replaceAll('\n', '<br/>');

const itemOf = ({ id, url, title, content_text, date_published, tags = [] }: FeedItem) =>
  element('item', [
    element('title', title),
    element('link', url),
    element('guid', id, { isPermaLink: 'false' }),
    element('pubDate', atGreenwich(Date.parse(date_published))),
    ...tags.map((tag) => element('category', tag)),
    element('description', asHtml(content_text)),
  ]);

/** `feed.xml`, RSS 2.0. */
export const rssOf = ({ name, path, url, changedAt, items }: Feed): string =>
  xmlOf(
    element(
      'rss',
      [
        element('channel', [
          element('title', w.feed(name)),
          element('link', url + path),
          element('description', w.feedAbout(name)),
          element('language', 'zh-cn'),
          element('lastBuildDate', atGreenwich(changedAt)),
          element('atom:link', '', { href: `${url}${path}feed.xml`, rel: 'self', type: 'application/rss+xml' }),
          ...items.map(itemOf),
        ]),
      ],
      { version: '2.0', 'xmlns:atom': 'http://www.w3.org/2005/Atom' },
    ),
  );
