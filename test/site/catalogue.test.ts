import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { instant } from '../../domain/clock.ts';
import { roundSlots } from '../../domain/round-slots.ts';
import { zhCN } from '../../domain/words/index.ts';
import { readCatalogue } from '../../site/catalogue/catalogue.ts';

let root: string;
const write = (path: string, text: string | Buffer) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const git = (...words: string[]) =>
  execFileSync('git', ['-C', root, '-c', 'user.name=Clerk', '-c', 'user.email=clerk@example.org', ...words]);
const read = () => readCatalogue(root);
const faultsOf = (file: string) =>
  read()
    .faults.filter((fault) => fault.file === file)
    .map(({ line, field, message }) => `${line} ${field} ${message}`);
const compound = () => {
  const found = read().committees[0]?.compounds[0];
  if (!found) throw new Error('no compound was read');
  return found;
};

const COMPOUND = `---
name: 西部名都花园
kind: compound
status: { state: sealed, since: 2022-04-01, changed: { day: 2022-04-14, at: "21:30" } }
points: [{ id: plaza, name: 中心花园 }]
buildings: [{ ids: 1-3, households: 36 }]
---
`;
const notice = (fields: string) => `---\ntitle: 采样\nday: 2022-04-16\nat: "01:10"\nuntil: 2022-04-17\n${fields}---\n按时下楼。\n`;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'content-'));
  write('town.md', '---\nname: 示范街道\nphones: [{ name: 值班, phone: 021-55550100 }]\n---\n');
  write('mingdu/committee.md', '---\nname: 名都居委会\nphones: [{ name: 值班, phone: 021-55550110 }]\n---\n');
  write('mingdu/huayuan/compound.md', COMPOUND);
});
afterEach(() => rmSync(root, { recursive: true }));

test('a distribution says when its sign-up opens, which is before its first slot', () => {
  const supply = (opens: string) =>
    `---\ntitle: 大米\nday: 2022-04-17\n${opens}changed: { day: 2022-04-15, at: "22:00" }\nitems: [{ name: 大米, amount: 5公斤 }]\nslots: [{ from: "09:00", to: "10:00", place: 东门, capacity: 50 }]\n---\n`;
  write('mingdu/huayuan/supplies/rice.md', supply('opens: { day: 2022-04-16, at: 8点半 }\n'));
  expect(read().faults).toEqual([]);
  expect(compound().supplies[0]?.slots[0]?.opensAt).toBe(instant('2022-04-16', '08:30'));
  write('mingdu/huayuan/supplies/rice.md', supply('opens: { day: 2022-04-17, at: "09:00" }\n'));
  expect(faultsOf('mingdu/huayuan/supplies/rice.md')).toEqual([`4 opens ${zhCN.errors.opensTooLate}`]);
});

test('a post and a round say when their sign-up opens, as a distribution does', () => {
  const post = (opens: string) =>
    `---\ntitle: 守门\nplace: 东门\n${opens}changed: { day: 2022-04-15, at: "22:00" }\nshifts: [{ day: 2022-04-17, from: "23:00", to: "07:00", places: 2 }]\n---\n`;
  const round = (opens: string) =>
    `---\ntitle: 第四轮\nday: 2022-04-17\n${opens}changed: { day: 2022-04-15, at: "22:00" }\nfine: { batches: [{ point: plaza, from: "08:00", to: "08:40", buildings: 1-2, capacity: 60 }] }\n---\n`;
  const opens = 'opens: { day: 2022-04-16, at: "08:30" }\n';
  write('mingdu/huayuan/posts/gate.md', post(opens));
  write('mingdu/huayuan/samplings/0417.md', round(opens));
  expect(read().faults).toEqual([]);
  const { posts, rounds } = compound();
  const slots = [...(posts[0]?.shifts ?? []), ...rounds.flatMap((one) => roundSlots(one, String, ({ id }) => id))];
  expect(slots.map(({ kind, opensAt }) => [kind, opensAt])).toEqual([
    ['post', instant('2022-04-16', '08:30')],
    ['sampling', instant('2022-04-16', '08:30')],
  ]);
  write('mingdu/huayuan/posts/gate.md', post('opens: { day: 2022-04-17, at: "23:00" }\n'));
  write('mingdu/huayuan/samplings/0417.md', round('opens: { day: 2022-04-17, at: "08:00" }\n'));
  expect(faultsOf('mingdu/huayuan/posts/gate.md')).toEqual([`4 opens ${zhCN.errors.opensTooLate}`]);
  expect(faultsOf('mingdu/huayuan/samplings/0417.md')).toEqual([`4 opens ${zhCN.errors.opensTooLate}`]);
});

test('a notice, a round and a distribution are read from their folders', () => {
  write('mingdu/huayuan/notices/a.md', notice(''));
  write(
    'mingdu/huayuan/samplings/0416.md',
    '---\ntitle: 第三轮\nday: 2022-04-16\nchanged: { day: 2022-04-15, at: "22:00" }\nfine: { batches: [{ point: plaza, from: "08:00", to: "08:40", buildings: 1-2 }] }\n---\n',
  );
  write(
    'mingdu/huayuan/supplies/rice.md',
    '---\ntitle: 大米\nday: 2022-04-16\nchanged: { day: 2022-04-15, at: "22:00" }\nitems: [{ name: 大米, amount: 5公斤 }]\nslots: [{ from: "09:00", to: "10:00", place: 东门, capacity: 50 }]\n---\n',
  );
  const { faults } = read();
  expect(faults).toEqual([]);
  const { notices, rounds, supplies, initials, path, buildings } = compound();
  expect([notices[0]?.title, notices[0]?.html, notices[0]?.path]).toEqual(['采样', '<p>按时下楼。</p>', '/mingdu/huayuan/notices/a/']);
  expect(rounds[0]?.fine?.batches[0]?.buildings).toEqual(['1', '2']);
  expect(supplies[0]?.slots[0]?.key).toBe('supply/rice/0900');
  expect([initials, path, buildings.map(({ name }) => name)]).toEqual(['xbmdhy', '/mingdu/huayuan/', ['1号楼', '2号楼', '3号楼']]);
});

test('typing habits are no fault: BOM, CRLF, full width, empty optional fields', () => {
  write(
    'mingdu/huayuan/notices/a.md',
    `\uFEFF${notice('level: 紧急\nchannels: 网页、微信群\nuntilAt: ８：３０\ncorrections: ""\n').replaceAll('\n', '\r\n')}`,
  );
  expect(read().faults).toEqual([]);
  expect(compound().notices[0]).toMatchObject({
    level: 'urgent',
    channels: ['page', 'group'],
    validUntil: Date.parse('2022-04-17T08:30:00+08:00'),
  });
});

test('a bad file is reported with line, field and a sentence, and everything else is published', () => {
  write('mingdu/huayuan/notices/good.md', notice(''));
  write('mingdu/huayuan/notices/bad.md', '---\ntitle: 停水\nday: 2022-04-31\nat: "25:00"\nuntil: 2022-04-01\ncolour: red\n---\n');
  expect(faultsOf('mingdu/huayuan/notices/bad.md')).toEqual([
    '3 day 日期请写成 2022-04-16 这样的日期',
    '4 at 时间请写成 08:30 这样的时间',
    '6 colour 不认识的字段“colour”，请检查拼写',
    '5 until 有效期早于发布时间',
  ]);
  expect(compound().notices.map(({ id }) => id)).toEqual(['good']);
  expect(compound().setAside).toEqual([{ file: 'mingdu/huayuan/notices/bad.md', title: '停水' }]);
});

const SUPPLY = (slots: string) =>
  `---\ntitle: 大米\nday: 2022-04-16\nchanged: { day: 2022-04-15, at: "22:00" }\nitems: [{ name: 大米, amount: 5公斤 }]\nslots:\n${slots}---\n`;

test.each([
  ['a slot that ends before it starts', '  - { from: "10:00", to: "09:00", place: 东门 }\n', '7 slots.0.to 结束时间比开始时间早'],
  [
    'two slots with one id',
    '  - { id: a, from: "09:00", to: "10:00", place: 东门 }\n  - { id: a, from: "10:00", to: "11:00", place: 东门 }\n',
    '8 slots.1.id 编号“a”写了两次',
  ],
  [
    'a building that the compound does not have',
    '  - { from: "09:00", to: "10:00", place: 东门, buildings: "2-4" }\n',
    '7 slots.0.buildings 本小区没有“4”这个楼栋',
  ],
  ['no slot at all', '', '6 slots 请填写开始时间'],
])('found: %s', (_, slots, fault) => {
  write('mingdu/huayuan/supplies/rice.md', SUPPLY(slots));
  expect(faultsOf('mingdu/huayuan/supplies/rice.md')).toEqual([fault]);
  expect(compound().supplies).toEqual([]);
});

test('found: a batch at a point that is not on the map, and a valid-until before the issue', () => {
  write(
    'mingdu/huayuan/samplings/r.md',
    '---\ntitle: 第三轮\nday: 2022-04-16\nchanged: { day: 2022-04-15, at: "22:00" }\nfine:\n  batches:\n    - { point: nowhere, from: "08:00", to: "08:40", buildings: 1 }\n---\n',
  );
  write('mingdu/huayuan/notices/n.md', '---\ntitle: 采样\nday: 2022-04-16\nat: "12:00"\nuntil: 2022-04-16\nuntilAt: "11:00"\n---\n');
  expect(faultsOf('mingdu/huayuan/samplings/r.md')).toEqual(['7 fine.batches.0.point 本小区没有“nowhere”这个点位或大门']);
  expect(faultsOf('mingdu/huayuan/notices/n.md')).toEqual(['5 until 有效期早于发布时间']);
});

test('the last good version from git stays in place of a bad one, marked', () => {
  write('mingdu/huayuan/notices/a.md', notice(''));
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'notice');
  write('mingdu/huayuan/notices/a.md', notice('until: never\n'));
  expect(read().faults).toHaveLength(1);
  expect(compound().notices.map(({ id, stale, html }) => [id, stale, html])).toEqual([['a', true, '<p>按时下楼。</p>']]);
});

test('files that are no text are set aside: another encoding, too big, a link out of the folder, no settings', () => {
  write('mingdu/huayuan/notices/gbk.md', Buffer.from([0x2d, 0x2d, 0x2d, 0x0a, 0xb2, 0xc9, 0xd1, 0xf9]));
  write('mingdu/huayuan/notices/big.md', notice('') + '字'.repeat(200_000));
  write('mingdu/huayuan/notices/bare.md', '没有设置的文件');
  write('mingdu/huayuan/notices/yaml.md', '---\ntitle: "没有关上\n---\n');
  symlinkSync('/etc/passwd', join(root, 'mingdu/huayuan/notices/link.md'));
  const messages = read().faults.map(({ file, message }) => `${file.split('/').at(-1)} ${message.slice(0, 9)}`);
  expect(messages).toEqual([
    'bare.md 文件开头要有用 -',
    'big.md 文件超过256KB',
    'gbk.md 文件不是 UTF-',
    'link.md 不是普通文件（快捷',
    'yaml.md 开头的设置读不懂：',
  ]);
  expect(compound().notices).toEqual([]);
});

test('a file in the wrong place, a reserved or impossible folder name: said, not lost', () => {
  write('mingdu/huayuan/caiyang/a.md', notice(''));
  write('desk/committee.md', '---\nname: x\n---\n');
  write('名都/committee.md', '---\nname: x\n---\n');
  write('mingdu/huayuan/notices/通知.md', notice(''));
  const found = read().faults.map(({ file, message }) => `${file} ${message}`);
  expect(found).toContain('mingdu/huayuan/caiyang/a.md 文件放错了地方，这个文件夹里不会读到它');
  expect(found).toContain('desk 文件夹名“desk”是系统保留的，请换一个');
  expect(found).toContain('名都 编号只能用小写字母、数字和短横线');
  expect(found).toContain('mingdu/huayuan/notices/通知.md 编号只能用小写字母、数字和短横线');
});

test('a compound whose own file is broken is named with its committee, the others stand', () => {
  write('mingdu/xincun/compound.md', '---\nname: 西部新村\nkind: castle\n---\n');
  const [mingdu] = read().committees;
  expect(mingdu?.compounds.map(({ id }) => id)).toEqual(['huayuan']);
  expect(mingdu?.setAside).toEqual([{ file: 'mingdu/xincun/compound.md', title: '西部新村' }]);
});

test('no script, style or picture from elsewhere gets through the text', () => {
  write(
    'mingdu/huayuan/notices/a.md',
    `${notice('')}<script>alert(1)</script>\n\n[点我](javascript:alert(1)) <img src=x onerror=alert(1)> ![图](https://example.org/a.png)\n\n| a |\n|:-:|\n| b |\n`,
  );
  const html = compound().notices[0]?.html ?? '';
  expect(html).not.toMatch(/<script|<img|javascript:|style=|<b /);
  expect(html).toContain('&lt;script&gt;');
});

test('the committee adds to the town’s service, pauses it, and has services of its own', () => {
  const service = (more: string) => `---\ntitle: 配药\nsummary: 缺药填这里\nteam: medicine\nworkdays: 2\n${more}---\n`;
  write('services/medicine.md', service('bring: 医保卡\n'));
  write(
    'mingdu/services/medicine.md',
    '---\nbring: 病历\npaused: 车坏了\nphones: [{ name: 配药组, phone: 021-55550111 }]\n---\n我们这里另有一组。\n',
  );
  write('mingdu/services/haircut.md', service('questions: [{ id: when, label: 哪天, type: 日期 }]\n').replace('配药', '理发'));
  const {
    committees: [mingdu],
    faults,
  } = read();
  expect(faults).toEqual([]);
  expect(mingdu?.services.map(({ id, bring, paused }) => [id, bring, paused])).toEqual([
    ['haircut', [], undefined],
    ['medicine', ['医保卡', '病历'], '车坏了'],
  ]);
});
