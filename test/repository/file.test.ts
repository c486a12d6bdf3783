import { expect, test } from 'vitest';
import { checked } from '../../site/catalogue/file.ts';
import { fileText } from '../../worker/repository/markdown/file.ts';
import { KINDS } from '../../worker/repository/markdown/kinds.ts';
import { corpus } from './corpus.ts';

test('every file of the town, written anew, says the same', () => {
  expect(corpus.length).toBeGreaterThan(200);
  for (const { path, kind, value, body } of corpus) {
    const back = checked(path, fileText(kind, value as never, body), KINDS[kind]);
    if ('faults' in back) expect.fail(`${path}: ${JSON.stringify(back.faults)}`);
    expect(back.value, path).toEqual(value);
    expect(back.body.trim(), path).toBe(body.trim());
  }
});

test('a notice is written as its clerk would', () => {
  const notice = {
    title: '4月17日上午采样',
    level: 'normal' as const,
    day: '2022-04-16',
    at: '20:30',
    until: '2022-04-17',
    untilAt: '12:00',
    channels: ['page' as const, 'group' as const],
    corrections: [{ day: '2022-04-16', at: '21:00', was: '8点', now: '8点半：南门' }],
  };
  expect(fileText('notice', notice, '\n\n带身份证。\r\n\r\n早点来。\n\n')).toBe(`---
title: 4月17日上午采样
day: 2022-04-16
at: "20:30"
until: 2022-04-17
untilAt: "12:00"
channels: 网页、微信群
corrections:
  - day: 2022-04-16
    at: "21:00"
    was: 8点
    now: 8点半：南门
---

带身份证。

早点来。
`);
});

test('a round is a table of batches', () => {
  const batch = { point: 'plaza', from: '08:00', to: '09:00', state: 'planned' as const, home: false };
  const round = {
    title: '采样',
    day: '2022-04-17',
    plan: 'undecided' as const,
    bring: ['身份证', '口罩'],
    fine: {
      batches: [
        { ...batch, buildings: ['1', '2', '3'] },
        { ...batch, id: 'x', group: 'elders' as const, home: true },
      ],
    },
    rainy: { batches: [{ ...batch, buildings: ['7', '9'], state: 'late' as const, late: 30 }], note: '长廊有顶' },
    changed: { day: '2022-04-16', at: '21:00' },
  };
  expect(fileText('round', round, '')).toBe(`---
title: 采样
day: 2022-04-17
plan: 待定
bring: 身份证、口罩
changed: { day: 2022-04-16, at: "21:00" }
fine:
  batches:
    - { point: plaza, from: "08:00", to: "09:00", buildings: 1-3 }
    - { id: x, point: plaza, from: "08:00", to: "09:00", group: 老人, home: 是 }
rainy:
  note: 长廊有顶
  batches:
    - { point: plaza, from: "08:00", to: "09:00", buildings: [7, 9], state: 推迟, late: 30 }
---
`);
});

test('what another reader could take for something else stands in quotes', () => {
  const notice = { title: 'yes: # 12', level: 'normal' as const, day: '2022-04-16', at: '08:00', until: '2022-04-16' };
  for (const title of [
    'yes: # 12',
    '0301',
    '- 一',
    '"引号"',
    "it's",
    '*重要*',
    '[1]',
    '{a}',
    '多\n行',
    '8:00',
    'a, b',
    '---',
    'null',
    '&x',
    '@x',
    '!x',
  ]) {
    const text = fileText('notice', { ...notice, title }, '');
    const back = checked('x.md', text, KINDS.notice);
    expect('value' in back && back.value.title, text).toBe(title);
  }
});
