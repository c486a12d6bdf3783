import { exactTime } from '../clock.ts';
import { zhCN } from '../words/index.ts';
import { type Feed, type FeedItem, identityOf } from './feed.ts';
import { type Element, element, xmlOf } from './xml.ts';

const { channel: w } = zhCN;

const CAP = 'application/cap+xml';
const pageOf = (href: string) => element('link', '', { rel: 'alternate', type: 'text/html', href });
const alertOf = ({ url }: FeedItem, rel: string) => element('link', '', { rel, type: CAP, href: `${url}cap.xml` });

const entryOf = (item: FeedItem, links: readonly Element[], summary: string): Element =>
  element('entry', [
    element('id', item.id),
    element('title', item.title),
    element('updated', item.date_modified),
    element('published', item.date_published),
    ...item.authors.map(({ name }) => element('author', [element('name', name)])),
    ...(item.tags ?? []).map((term) => element('category', '', { term })),
    ...links,
    element('summary', summary, { type: 'text' }),
  ]);

const feedOf = (title: string, file: string, { name, path, url, changedAt }: Feed, entries: readonly Element[]): string =>
  xmlOf(
    element(
      'feed',
      [
        element('id', identityOf(url, path + file)),
        element('title', title),
        element('updated', exactTime(changedAt)),
        element('author', [element('name', name)]),
        pageOf(url + path),
        element('link', '', { rel: 'self', type: 'application/atom+xml', href: url + path + file }),
        ...entries,
      ],
      { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': 'zh-CN' },
    ),
  );

/** `atom.xml`, RFC 4287; an urgent notice leads to its alert as well. */
export const atomOf = (feed: Feed): string =>
  feedOf(
    w.feed(feed.name),
    'atom.xml',
    feed,
    feed.items.map((item) =>
      entryOf(item, [pageOf(item.url), ...(item._xiaolaba.urgent ? [alertOf(item, 'related')] : [])], item.content_text),
    ),
  );

/** `cap.xml` of a committee or the town: which alerts there are, as an Atom feed. */
export const alertIndexOf = (feed: Feed): string =>
  feedOf(
    w.alerts(feed.name),
    'cap.xml',
    feed,
    feed.items.filter(({ _xiaolaba }) => _xiaolaba.urgent).map((item) => entryOf(item, [alertOf(item, 'alternate')], item.title)),
  );
