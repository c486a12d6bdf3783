import { createHmac } from 'node:crypto';
import type { Service } from './server.ts';

// open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
const said = (code: number, msg: string) => ({ body: { code, data: {}, msg } });
const HOUR = 3600;

export const feishu: Service = {
  keyIn: ({ pathname }) => /^\/open-apis\/bot\/v2\/hook\/(.+)$/.exec(pathname)?.[1],
  answer: ({ secret, keyword }, { pathname }, { timestamp, sign, msg_type, content }) => {
    if (pathname.includes('/gone')) return { ...said(19001, 'param invalid: incoming webhook access token invalid'), taken: false };
    if (secret) {
      const right = createHmac('sha256', `${timestamp}\n${secret}`).digest('base64');
      const fresh = Math.abs(Date.now() / 1000 - Number(timestamp)) < HOUR;
      if (sign !== right || !fresh)
        return { ...said(19021, 'sign match fail or timestamp is not within one hour from current time'), taken: false };
    }
    const { text = '' } = content as { text?: string };
    if (msg_type !== 'text') return { ...said(9499, 'Bad Request'), taken: false };
    if (keyword && !text.includes(keyword)) return { ...said(19024, 'Key Words Not Found'), taken: false };
    return { body: { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' }, taken: true };
  },
  faults: { rate: said(11232, 'frequency limited psm'), many: said(9499, 'too many request'), ip: said(19022, 'Ip Not Allowed') },
};
