import { createHmac } from 'node:crypto';
import type { Service } from './server.ts';

// open.dingtalk.com/document/orgapp/custom-robot-access, …/customize-robot-security-settings
const said = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg } });
const HOUR = 3_600_000;

export const dingtalk: Service = {
  keyIn: ({ pathname, searchParams }) => (pathname === '/robot/send' ? (searchParams.get('access_token') ?? '') : undefined),
  answer: ({ secret, keyword }, { searchParams }, { text }) => {
    if (searchParams.get('access_token')?.startsWith('gone')) return { ...said(300005, 'token is not exist'), taken: false };
    const { content = '' } = text as { content?: string };
    if (secret) {
      const timestamp = searchParams.get('timestamp') ?? '';
      const right = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
      if (Math.abs(Date.now() - Number(timestamp)) > HOUR) return { ...said(310000, 'invalid timestamp, more: […]'), taken: false };
      if (searchParams.get('sign') !== right) return { ...said(310000, 'sign not match, more: […]'), taken: false };
    }
    if (keyword && !content.includes(keyword)) return { ...said(310000, 'keywords not in content, more: […]'), taken: false };
    return { ...said(0, 'ok'), taken: true };
  },
  faults: {
    rate: said(130101, 'send too fast, exceed 20 times per minute'),
    ip: said(310000, 'ip 127.0.0.1 not in whitelist, more: […]'),
  },
};
