import { createHmac } from 'node:crypto';
import { cutTo, type Fault } from '../../domain/robot.ts';
import { zhCN } from '../../domain/words/index.ts';
import { outcomeOf } from './codes.ts';
import type { Address, Message, Outcome } from './message.ts';
import { isAnswered, post } from './post.ts';

// open.dingtalk.com/document/orgapp/custom-robot-access and …/custom-bot-send-message-type
const BYTES = 15_000;
const FAULTS: Readonly<Record<number, Fault>> = {
  [-1]: 'away',
  40035: 'content',
  130101: 'busy',
  300001: 'key',
  300005: 'key',
  310000: 'signature',
  400013: 'gone',
  400101: 'key',
  400102: 'gone',
  400105: 'content',
  400106: 'gone',
  404: 'key',
  410100: 'busy',
  430101: 'content',
  430102: 'content',
  430103: 'content',
  430104: 'content',
  460101: 'content',
};
// 310000 is each of three ways in which a group keeps strangers out.
const BY_WORDS = [
  [/keyword|关键词/i, 'keyword'],
  [/\bip\b/i, 'ip'],
] as const;

const signed = (address: string, secret: string, at: number): string => {
  const sign = createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64');
  const url = new URL(address);
  url.searchParams.set('timestamp', String(at));
  url.searchParams.set('sign', sign);
  return url.href;
};

/** Sends to a group of DingTalk (钉钉). */
export const toDingtalk = async ({ address, secret, keyword }: Address, { text, at, key }: Message): Promise<Outcome> => {
  const said = keyword && !text.includes(keyword) ? `${keyword}\n${text}` : text;
  const content = cutTo(said, BYTES, zhCN.desk.tidings.more);
  const body = JSON.stringify({ msgtype: 'text', text: { content }, msgUuid: key });
  const answered = await post(secret ? signed(address, secret, at) : address, body);
  if (!isAnswered(answered)) return answered;
  const outcome = outcomeOf(answered, FAULTS);
  return outcome.answer === '310000' ? outcomeOf(answered, FAULTS, BY_WORDS) : outcome;
};
