import { expect, test } from 'vitest';
import type * as z from 'zod';
import { clean, dayTyped, listTyped, plain, timeTyped, typedIn, withoutBlanks } from '../../domain/typed.ts';
import { zhCN } from '../../domain/words/index.ts';

const { day, time, count, word, flag, text } = typedIn(zhCN.errors);
const messageOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value).error?.issues[0]?.message;

test('what is clearly meant is accepted: full width, single digits, Chinese ways of writing', () => {
  for (const typed of ['2022-04-16', '2022-4-16', '2022/4/16', '２０２２年４月１６日', ' 2022.4.16 '])
    expect(dayTyped(typed)).toBe('2022-04-16');
  for (const typed of ['08:30', '8:30', '０８：３０', '8点半', '8点30分', '8时30']) expect(timeTyped(typed)).toBe('08:30');
  expect(timeTyped('8点')).toBe('08:00');
  expect(plain('Ａ１２　３')).toBe('A123');
  expect(listTyped('身份证、口罩，登记码')).toEqual(['身份证', '口罩', '登记码']);
});

test('prose keeps its punctuation and loses what can hide in it', () => {
  expect(clean('\uFEFF 您好，“老张”。\u0000\u202E ')).toBe('您好，“老张”。');
});

test('what is no date or time is said in a sentence', () => {
  for (const typed of ['2022-02-30', '2022-13-01', '明天', '16'])
    expect(messageOf(day('日期'), typed)).toBe('日期请写成 2022-04-16 这样的日期');
  for (const typed of ['25:00', '8:75', '早上']) expect(messageOf(time('时间'), typed)).toBe('时间请写成 08:30 这样的时间');
  expect(time('时间').parse('24:00')).toBe('24:00');
});

test('numbers stay in their bounds', () => {
  expect(count('名额', 1, 50).parse('５０')).toBe(50);
  expect(['两盒', '2天', '三', '十'].map((typed) => count('数量', 1, 50).parse(typed))).toEqual([2, 2, 3, 10]);
  for (const typed of ['0', '51', '-1', '1.5', '1e1', 'NaN', '999999999999'])
    expect(messageOf(count('名额', 1, 50), typed)).toBe('名额请填1到50之间的整数');
  expect(messageOf(count('名额', 1, 50), undefined)).toBe('请填写名额');
});

test('a word may be typed as the key or in Chinese', () => {
  const status = word('状态', zhCN.places.status);
  expect(status.parse('封控')).toBe('sealed');
  expect(status.parse('sealed')).toBe('sealed');
  expect(messageOf(status, '关门')).toBe('状态只能是：封控、管控、正常进出');
  expect(messageOf(status, undefined)).toBe('请选择状态');
});

test('yes and no in either language', () => {
  expect(['是', 'true', 'YES', '1'].map((typed) => flag('必填').parse(typed))).toEqual([true, true, true, true]);
  expect(['否', 'false', '0', '无'].map((typed) => flag('必填').parse(typed))).toEqual([false, false, false, false]);
  expect(messageOf(flag('必填'), '也许')).toBe('必填请填“是”或“否”');
});

test('a text of nothing but spaces is missing', () => {
  expect(messageOf(text('标题'), '　 ')).toBe('请填写标题');
  expect(messageOf(text('标题', 3), '四个字了')).toBe('标题最多写3个字');
});

test('empty fields are fields not filled in, however deep', () => {
  expect(withoutBlanks({ a: '', b: ' ', c: null, d: ['', 'x'], e: { f: '' }, g: [''] })).toEqual({ d: ['x'], e: {} });
});
