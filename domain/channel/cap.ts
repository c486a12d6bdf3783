import { exactTime, type Instant, instant } from '../clock.ts';
import type { Notice } from '../notice.ts';
import { phoneSpoken } from '../phone.ts';
import { correctionsOf } from './facts.ts';
import type { Voice } from './item.ts';
import { linesOf } from './plain.ts';
import { element, xmlOf } from './xml.ts';
import { zhCN } from '../words/index.ts';

/** What an alert says of itself beside the notice. */
export interface Alert {
  notice: Notice;
  voice: Voice;
  /** `/mingdu/notices/fengkong/` */
  path: string;
  /** The portal's public address, '' where it was not told one. */
  url: string;
  /** A demonstration's alert must not be taken for one. */
  exercise: boolean;
}

// No blank, comma, `<` or `&` may stand in either (CAP 1.2, 3.2.1).
const senderOf = (url: string): string => url.replace(/^https?:\/\//, '').replace(/[\s,<&]/g, '-') || 'xiaolaba';
const identifierOf = (path: string, sent: Instant): string => `${path.slice(1).replaceAll('/', '.')}${exactTime(sent).slice(0, 16)}`;

/** Whether what is wanted is to stay in, or to prepare: nothing in a notice says so, and nothing is guessed. */
const RESPONSE = 'Execute';

/**
 * `cap.xml` beside an urgent notice: Common Alerting Protocol 1.2 (http://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2-os.html).
 * A corrected notice is an update of what was sent when it was issued, and at each correction before the last.
 */
export const alertOf = ({ notice, voice, path, url, exercise }: Alert): string => {
  const { issuedAt, changedAt, validUntil, corrections = [], title, html } = notice;
  const sender = senderOf(url);
  const moments = [issuedAt, ...corrections.map(({ day, at }) => instant(day, at))].sort((one, other) => one - other);
  const earlier = [...new Set(moments)].filter((at) => at < changedAt);
  const references = earlier.map((at) => `${sender},${identifierOf(path, at)},${exactTime(at)}`).join(' ');
  const corrected = correctionsOf(notice).map(({ moment, was, now }) => zhCN.channel.corrected(moment, was, now));
  const info = [
    element('language', 'zh-CN'),
    element('category', 'Health'),
    element('category', 'Safety'),
    element('event', zhCN.channel.alerts(voice.name)),
    element('responseType', RESPONSE),
    element('urgency', 'Immediate'),
    element('severity', 'Severe'),
    element('certainty', 'Observed'),
    element('effective', exactTime(issuedAt)),
    element('expires', exactTime(validUntil)),
    element('senderName', voice.name),
    element('headline', title),
    element('description', [...corrected, ...linesOf(html)].join('\n')),
    ...(url ? [element('web', url + path)] : []),
    ...(voice.phone ? [element('contact', `${voice.phone.name} ${phoneSpoken(voice.phone.phone)}`)] : []),
    element('area', [element('areaDesc', voice.name)]),
  ];
  return xmlOf(
    element(
      'alert',
      [
        element('identifier', identifierOf(path, changedAt)),
        element('sender', sender),
        element('sent', exactTime(changedAt)),
        element('status', exercise ? 'Exercise' : 'Actual'),
        element('msgType', earlier.length > 0 ? 'Update' : 'Alert'),
        element('scope', 'Public'),
        // An exercise says what it is one of (CAP 1.2, 3.2.1).
        ...(exercise ? [element('note', zhCN.channel.exercise)] : []),
        ...(references ? [element('references', references)] : []),
        element('info', info),
      ],
      { xmlns: 'urn:oasis:names:tc:emergency:cap:1.2' },
    ),
  );
};
