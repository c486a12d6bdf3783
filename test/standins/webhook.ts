import { createHmac } from 'node:crypto';
import type { Service } from './server.ts';

/** Somebody's own system that keeps what it has seen, and checks who sends. */
export const webhook: Service = {
  keyIn: ({ pathname }) => pathname.slice(1),
  answer: ({ secret }, _url, _body, raw, headers) => {
    const [, at = '', hash] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(headers['x-xiaolaba-signature'] ?? '') ?? [];
    const right = !secret || createHmac('sha256', secret).update(`${at}.${raw}`).digest('hex') === hash;
    return right ? { status: 202, body: {}, taken: true } : { status: 401, body: {}, taken: false };
  },
  faults: { rate: { status: 429, body: {} }, gone: { status: 410, body: {} } },
};
