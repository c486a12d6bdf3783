import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { closedUp, fieldsFrom, fileIn } from '../../domain/press/form.ts';
import { written } from '../../domain/press/written.ts';
import { htmlOf } from '../../site/catalogue/markdown.ts';
import { filedIn } from '../../worker/press/check.ts';
import { differences } from '../../worker/press/differences.ts';
import { previewHtml } from '../../worker/press/html.ts';
import { linesBetween } from '../../worker/press/lines.ts';
import { readText } from '../../worker/press/read.ts';
import { changedText } from '../../worker/press/text.ts';

const files = readdirSync('content', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\/?(notices|samplings|supplies|posts)\/[^/]+\.md$/.test(path))
  .map((path) => ({ path, text: readFileSync(`content/${path}`, 'utf8') }));

const opened = files.flatMap(({ path, text }) => {
  const read = readText(path, text);
  return read ? [{ path, text, ...read }] : [];
});

test('every file of the sample town can be opened in its form, and saved without a byte changed', () => {
  expect(opened.length).toBe(files.length);
  expect(opened.length).toBeGreaterThan(100);
  for (const { path, text, filed, body } of opened) {
    const fields = closedUp(fieldsFrom(filed.kind, written(filed.kind, filed.file), body));
    const again = fileIn(filed.kind, fields, { day: '2022-04-16', at: '07:30' });
    const read = filedIn(filed.kind, again.file, undefined);
    if (!read.filed) expect.unreachable(`${path} ${JSON.stringify(read.complaints)}`);
    expect(changedText(path, text, read.filed, again.body), path).toBe(text);
  }
});

test('a preview says what the page will say, tag for tag', () => {
  const bare = (html: string) => html.replace(/<a href="tel:[^"]*">([^<]*)<\/a>/g, '$1').replace(/\s+/g, '');
  // Tables are drawn by the site alone.
  const plain = opened.filter(({ body }) => !body.includes('|'));
  for (const { path, body } of plain) expect(bare(previewHtml(body)), path).toBe(bare(htmlOf(body)));
});

test.each([
  ['<script>alert(1)</script>', '&lt;script&gt;'],
  ['[a](javascript:alert(1))', '<a>a</a>'],
  ['[a](data:text/html,x)', '<a>a</a>'],
  ['![图](https://elsewhere.example/x.png)', '<p>图</p>'],
  ['# 大标题', '<h4>大标题</h4>'],
  ['[打](tel:02155550112)', '<a href="tel:02155550112">打</a>'],
])('a preview of %s can do no harm', (typed, drawn) => {
  expect(previewHtml(typed)).toContain(drawn);
  expect(previewHtml(typed)).not.toMatch(/<script|javascript:|data:|<img/);
});

test('differences are as near to the leaves as can be', () => {
  expect(differences({ a: 1, rows: [{ b: 1 }, { b: 2 }] }, { a: 1, rows: [{ b: 1 }, { b: 3 }] })).toEqual([
    { path: ['rows', 1, 'b'], value: 3 },
  ]);
  expect(differences({ rows: [{ b: 1 }] }, { rows: [] })).toEqual([{ path: ['rows'], value: [] }]);
  expect(differences({ a: 1, b: 2 }, { b: 2 })).toEqual([{ path: ['a'], value: undefined }]);
});

test('two texts line by line', () => {
  expect(linesBetween('一\n二\n三', '一\n贰\n三\n四').map(({ sign, text }) => `${sign} ${text}`)).toEqual([
    'same 一',
    'gone 二',
    'new 贰',
    'same 三',
    'new 四',
  ]);
});

test('two long texts are told apart without a table of all their lines', () => {
  const lines = (word: string) => Array.from({ length: 5000 }, (_, at) => `${word} ${at}`);
  const between = linesBetween(['头', ...lines('旧'), '尾'].join('\n'), ['头', ...lines('新'), '尾'].join('\n'));
  expect(between).toHaveLength(10_002);
  expect([between[0], between[1], between[5001], between.at(-1)]).toEqual([
    { sign: 'same', text: '头' },
    { sign: 'gone', text: '旧 0' },
    { sign: 'new', text: '新 0' },
    { sign: 'same', text: '尾' },
  ]);
});
