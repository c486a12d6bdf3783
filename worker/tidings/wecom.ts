import type { Fault } from '../../domain/robot.ts';
import { cutTo } from '../../domain/robot.ts';
import { zhCN } from '../../domain/words/index.ts';
import { outcomeOf } from './codes.ts';
import type { Address, Message, Outcome } from './message.ts';
import { isAnswered, post } from './post.ts';

// developer.work.weixin.qq.com/document/path/91770 and path/90313 (the codes).
const BYTES = 2048;
const FAULTS: Readonly<Record<number, Fault>> = {
  [-1]: 'away',
  40008: 'content',
  40058: 'content',
  44004: 'content',
  45002: 'content',
  45009: 'busy',
  45033: 'busy',
  93000: 'key',
  93004: 'gone',
  93008: 'gone',
};

/** Sends to a group of WeCom (企业微信). */
export const toWecom = async ({ address }: Address, { text }: Message): Promise<Outcome> => {
  const content = cutTo(text, BYTES, zhCN.desk.tidings.more);
  const answered = await post(address, JSON.stringify({ msgtype: 'text', text: { content } }));
  return isAnswered(answered) ? outcomeOf(answered, FAULTS) : answered;
};
