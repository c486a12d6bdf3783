import type { Service } from './server.ts';

// developer.work.weixin.qq.com/document/path/91770: text up to 2,048 bytes, 20 a minute, 200 whatever happens.
const said = (errcode: number, errmsg: string) => ({ body: { errcode, errmsg } });

export const wecom: Service = {
  keyIn: ({ pathname, searchParams }) => (pathname === '/cgi-bin/webhook/send' ? (searchParams.get('key') ?? '') : undefined),
  answer: (_group, url, { msgtype, text }) => {
    if (url.searchParams.get('key')?.startsWith('gone')) return { ...said(93000, 'invalid webhook url, hint: [1648]'), taken: false };
    const { content = '' } = text as { content?: string };
    if (msgtype !== 'text') return { ...said(40008, 'invalid message type'), taken: false };
    if (Buffer.byteLength(content) > 2048) return { ...said(40058, 'text.content exceed max length 2048'), taken: false };
    return { ...said(0, 'ok'), taken: true };
  },
  faults: { rate: said(45009, 'api freq out of limit'), busy: said(-1, 'system busy') },
};
