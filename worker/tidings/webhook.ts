import { createHmac } from 'node:crypto';
import type { Address, Message, Outcome } from './message.ts';
import { isAnswered, post } from './post.ts';

/**
 * Sends to a webhook of one's own: JSON, `Idempotency-Key` (the same for every try), and where there is a secret
 * `X-Xiaolaba-Signature: t=<milliseconds>,v1=<hex of HMAC-SHA256 over "t.body">`. Any 2xx is taken.
 */
export const toWebhook = async ({ address, secret }: Address, { title, text, key, repeat, at, about }: Message): Promise<Outcome> => {
  const body = JSON.stringify({ ...about, title, text, repeat });
  const signature: Record<string, string> = secret
    ? { 'x-xiaolaba-signature': `t=${at},v1=${createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')}` }
    : {};
  const answered = await post(address, body, { 'idempotency-key': key, ...signature });
  if (!isAnswered(answered)) return answered;
  const { status } = answered;
  const answer = String(status);
  if (status < 300) return {};
  if (status === 429) return { fault: 'busy', answer };
  if (status === 401 || status === 403) return { fault: 'signature', answer };
  if (status === 404 || status === 410) return { fault: 'gone', answer };
  return { fault: status >= 500 ? 'away' : 'other', answer };
};
