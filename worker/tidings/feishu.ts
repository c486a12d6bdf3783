import { createHmac } from 'node:crypto';
import { cutTo, type Fault } from '../../domain/robot.ts';
import { zhCN } from '../../domain/words/index.ts';
import { outcomeOf } from './codes.ts';
import type { Address, Message, Outcome } from './message.ts';
import { isAnswered, post } from './post.ts';

// open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
const BYTES = 15_000;
const FAULTS: Readonly<Record<number, Fault>> = {
  9499: 'content',
  11232: 'busy',
  11233: 'busy',
  19001: 'key',
  19002: 'content',
  19021: 'signature',
  19022: 'ip',
  19024: 'keyword',
};
// 9499 is any bad request, and also too many.
const BY_WORDS = [[/too many|frequen/i, 'busy']] as const;

/** What Feishu wants as a signature: nothing at all, with the time and the secret as the key. */
const signature = (secret: string, at: number) => {
  const timestamp = String(Math.floor(at / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') };
};

/** Sends to a group of Feishu (飞书). */
export const toFeishu = async ({ address, secret, keyword }: Address, { text, at }: Message): Promise<Outcome> => {
  const said = keyword && !text.includes(keyword) ? `${keyword}\n${text}` : text;
  const content = { text: cutTo(said, BYTES, zhCN.desk.tidings.more) };
  const answered = await post(address, JSON.stringify({ ...(secret && signature(secret, at)), msg_type: 'text', content }));
  return isAnswered(answered) ? outcomeOf(answered, FAULTS, BY_WORDS) : answered;
};
