import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../domain/clock.ts';
import { cutTo, isForEver, isGivenUp, kindOf, waitAfter } from '../../domain/robot.ts';
import { folderOf, isToTell, isWanted, itemsIn, versionOf } from '../../domain/tidings.ts';

test('an address is known by its host, and only a host on the list is sent to', () => {
  expect(kindOf('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa')).toBe('wecom');
  expect(kindOf('https://oapi.dingtalk.com/robot/send?access_token=566cc69da782ec')).toBe('dingtalk');
  expect(kindOf('https://open.feishu.cn/open-apis/bot/v2/hook/3b1c7b1e-aaaa-bbbb')).toBe('feishu');
  expect(kindOf('juwei@example.org')).toBe('mail');
  expect(kindOf('https://hooks.example.org/x', 'hooks.example.org')).toBe('webhook');
  expect(kindOf('http://127.0.0.1:9000/cgi-bin/webhook/send?key=12345678', '127.0.0.1:9000=wecom')).toBe('wecom');
  for (const address of [
    'http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx',
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/upload_media?key=693a91f6-7xxx',
    'https://qyapi.weixin.qq.com.example.org/cgi-bin/webhook/send?key=693a91f6-7xxx',
    'https://user:pass@oapi.dingtalk.com/robot/send?access_token=566cc69da782ec',
    'https://oapi.dingtalk.com:8443/robot/send?access_token=566cc69da782ec',
    'https://hooks.example.org/x',
    'http://127.0.0.1:9000/x',
    'http://169.254.169.254/latest/meta-data',
    'ftp://open.feishu.cn/open-apis/bot/v2/hook/3b1c7b1e-aaaa',
    '群里的机器人',
    'https://constructor/x',
    'https://__proto__/x',
    '',
  ])
    expect(kindOf(address), address).toBeUndefined();
  expect(kindOf('http://hooks.example.org/x', 'hooks.example.org')).toBeUndefined();
});

test('a text is cut by bytes, after a sentence, and keeps its link', () => {
  const text = `${'请带身份证。'.repeat(200)}\nhttps://example.org/mingdu/`;
  const cut = cutTo(text, 2048, '\n……全文点开看');
  expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(2048);
  expect(Buffer.byteLength(cut)).toBeGreaterThan(1900);
  expect(cut).toMatch(/请带身份证。\n……全文点开看\nhttps:\/\/example\.org\/mingdu\/$/);
  expect(cutTo('明早七点。', 2048, '…')).toBe('明早七点。');
  expect(Buffer.byteLength(cutTo('采'.repeat(2000), 2048, '…'))).toBeLessThanOrEqual(2048);
});

test('it waits longer each time, ten minutes where it is told to slow down, and gives up after hours', () => {
  expect([1, 2, 3, 9].map((tries) => waitAfter(tries, 'away') / MINUTE)).toEqual([1, 2, 4, 60]);
  expect(waitAfter(1, 'busy')).toBe(10 * MINUTE);
  expect(isGivenUp(0, 5 * HOUR)).toBe(false);
  expect(isGivenUp(0, 6 * HOUR + 1)).toBe(true);
  expect(isForEver('key')).toBe(true);
  expect(isForEver('unsure')).toBe(false);
});

const told = { kind: 'notice', path: 'mingdu/notices/x.md', blob: '', revision: 'r1', urgent: false, changedAt: 5, text: '……' };

test('a feed is read item by item; what can’t be read hides nothing else', () => {
  const item = { url: '/x/', title: '停水', _xiaolaba: { ...told, channels: ['group'] } };
  expect(itemsIn({ items: [{ title: 1 }, item] })).toMatchObject([{ title: '停水', revision: 'r1', channels: ['group'], changedAt: 5 }]);
  expect(() => itemsIn({})).toThrow();
});

test('a notice goes where its file asks, anything else where the channel takes it', () => {
  const notice = { ...told, kind: 'notice' as const, title: '', url: '', channels: ['poster', 'group'] };
  expect(isWanted(notice, { kind: 'wecom', kinds: [] })).toBe(true);
  expect(isWanted(notice, { kind: 'mail', kinds: [] })).toBe(false);
  expect(isWanted({ ...notice, channels: [] }, { kind: 'wecom', kinds: ['supply'] })).toBe(false);
  expect(isWanted({ ...notice, channels: [] }, { kind: 'webhook', kinds: ['notice'] })).toBe(true);
  expect(isWanted({ ...notice, kind: 'sampling' }, { kind: 'wecom', kinds: [] })).toBe(false);
  expect(isWanted({ ...notice, kind: 'sampling', channels: [] }, { kind: 'feishu', kinds: ['sampling'] })).toBe(true);
});

test('a revision that came back is another one', () => {
  expect(versionOf('r1', 0)).toBe('r1');
  expect(versionOf('r1', 5 * HOUR)).not.toBe(versionOf('r1', 6 * HOUR));
});

test('a folder says whom a file is for, and doors are told for two days', () => {
  expect(folderOf('notices/x.md')).toEqual({ committee: '', compound: '' });
  expect(folderOf('mingdu/notices/x.md')).toEqual({ committee: 'mingdu', compound: '' });
  expect(folderOf('mingdu/xibu-xincun/samplings/0416.md')).toEqual({ committee: 'mingdu', compound: 'xibu-xincun' });
  const notice = { kind: 'notice' as const, urgent: false, channels: ['door'], changedAt: 0 };
  expect([0, 47, 48].map((hours) => isToTell(notice, hours * HOUR))).toEqual([true, true, false]);
  expect(isToTell({ ...notice, changedAt: HOUR }, 0)).toBe(false);
  expect(isToTell({ ...notice, channels: ['group'] }, HOUR)).toBe(false);
  expect(isToTell({ ...notice, channels: [], urgent: true }, HOUR)).toBe(true);
  expect(isToTell({ ...notice, channels: [], kind: 'supply' }, HOUR)).toBe(true);
});
