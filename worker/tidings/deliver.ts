import { kindOf } from '../../domain/robot.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Bindings } from '../host.ts';
import { toDingtalk } from './dingtalk.ts';
import { toFeishu } from './feishu.ts';
import type { Address, Message, Outcome } from './message.ts';
import { toWebhook } from './webhook.ts';
import { toWecom } from './wecom.ts';

const BY_KIND = { wecom: toWecom, dingtalk: toDingtalk, feishu: toFeishu, webhook: toWebhook } as const;

/** Sends a message where it belongs, and says what came of it. A host that was taken off the list meanwhile gets nothing. */
export const deliver = async (env: Pick<Bindings, 'CHANNEL_HOSTS' | 'MAIL'>, to: Address, message: Message): Promise<Outcome> => {
  if (kindOf(to.address, env.CHANNEL_HOSTS) !== to.kind) return { fault: 'host' };
  const said = message.repeat ? { ...message, text: `${zhCN.desk.tidings.repeat}${message.text}` } : message;
  if (to.kind !== 'mail') return BY_KIND[to.kind](to, said);
  return env.MAIL ? env.MAIL.send(to.address, said) : { fault: 'host' };
};
