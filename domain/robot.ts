import * as z from 'zod';
import { HOUR, type Instant, MINUTE } from './clock.ts';

/** Where tidings can be sent: the robots of three kinds of groups, a webhook of one's own, a mail address. */
export const ROBOT_KINDS = ['wecom', 'dingtalk', 'feishu', 'webhook', 'mail'] as const;
export type RobotKind = (typeof ROBOT_KINDS)[number];

export const SENDING_STATES = ['waiting', 'sending', 'sent', 'failed', 'given-up', 'dropped'] as const;
export type SendingState = (typeof SENDING_STATES)[number];

/**
 * Why something was not sent, as far as somebody can do something about it. `unsure` is the one that may have arrived all the
 * same: nobody answered, or not in a way that can be read.
 */
export const FAULTS = [
  'busy',
  'away',
  'unsure',
  'key',
  'signature',
  'keyword',
  'address',
  'content',
  'gone',
  'redirect',
  'host',
  'ip',
  'other',
] as const;
export type Fault = (typeof FAULTS)[number];

/** What time does not heal: somebody has to change the channel or the text first. */
const FOR_EVER: readonly Fault[] = ['key', 'signature', 'keyword', 'address', 'content', 'gone', 'redirect', 'host', 'ip'];
export const isForEver = (fault: Fault): boolean => FOR_EVER.includes(fault);

const HOSTS: ReadonlyMap<string, RobotKind> = new Map([
  ['qyapi.weixin.qq.com', 'wecom'],
  ['oapi.dingtalk.com', 'dingtalk'],
  ['open.feishu.cn', 'feishu'],
]);
const KEYS = {
  wecom: /^\/cgi-bin\/webhook\/send\?.*\bkey=[\w-]{8,}/,
  dingtalk: /^\/robot\/send\?.*\baccess_token=\w{8,}/,
  feishu: /^\/open-apis\/bot\/v2\/hook\/[\w-]{8,}$/,
  webhook: /^\//,
} as const;

const LOCAL = /^(127\.0\.0\.1|localhost)(:\d+)?$/;
const MAIL = /^[\w.+-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/**
 * What an address that was pasted is for; nothing where it may not be sent to.
 * @param hosts `CHANNEL_HOSTS`: further hosts, `hooks.example.org`, each for a webhook or `host=kind`. Only what stands on this list
 *   is sent to, or anybody with a desk could make the portal knock at its own machine's doors.
 */
export const kindOf = (address: string, hosts = ''): RobotKind | undefined => {
  if (MAIL.test(address)) return 'mail';
  if (!URL.canParse(address)) return undefined;
  const { protocol, host, hostname, pathname, search, username, password } = new URL(address);
  const further = hosts.split(',').flatMap((entry): [string, string][] => {
    const [name = '', kind = 'webhook'] = entry.trim().split('=');
    return name ? [[name, kind]] : [];
  });
  const kind = HOSTS.get(host) ?? z.enum(ROBOT_KINDS).safeParse(new Map(further).get(host)).data;
  if (!kind || kind === 'mail' || username || password) return undefined;
  if (protocol !== 'https:' && !(protocol === 'http:' && LOCAL.test(hostname))) return undefined;
  return KEYS[kind].test(pathname + search) ? kind : undefined;
};

/** The least that is waited after the n-th try, and never more than an hour. Whoever is told to slow down is shut out for ten minutes. */
export const waitAfter = (tries: number, fault: Fault): number =>
  Math.max(Math.min(MINUTE * 2 ** (tries - 1), HOUR), fault === 'busy' ? 10 * MINUTE : 0);

/** What is so old helps nobody in a group chat any more. */
const PATIENCE = 6 * HOUR;
export const isGivenUp = (madeAt: Instant, next: Instant): boolean => next - madeAt > PATIENCE;

/** Messages that a robot takes in a minute. */
export const A_MINUTE = 20;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;
const ENDS = /[。！？；\n]/;

/**
 * A text that is no longer than so many bytes of UTF-8: cut after a sentence, its last line, the link, kept.
 * @param more what stands where something was left out
 */
export const cutTo = (text: string, most: number, more: string): string => {
  if (bytesOf(text) <= most) return text;
  const lines = text.trimEnd().split('\n');
  const last = lines.at(-1) ?? '';
  const link = /https?:\/\//.test(last) ? `\n${lines.pop()}` : '';
  const room = most - bytesOf(more) - bytesOf(link);
  let [kept, used, end] = ['', 0, 0];
  for (const letter of lines.join('\n')) {
    used += bytesOf(letter);
    if (used > room) break;
    kept += letter;
    if (ENDS.test(letter)) end = kept.length;
  }
  return (end > 0 ? kept.slice(0, end) : kept).trimEnd() + more + link;
};
