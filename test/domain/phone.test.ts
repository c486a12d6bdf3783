import { expect, test } from 'vitest';
import { isPersonalPhone, isPublicPhone, lastFour, phoneSpoken, phoneTyped } from '../../domain/phone.ts';

test('mobile and landline numbers are understood as people type them', () => {
  for (const typed of [
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+86 138 0013 8000',
    '０１３８００１３８０００'.slice(1),
    '0086-13800138000',
  ])
    expect(phoneTyped(typed)).toBe('13800138000');
  for (const typed of ['02155550123', '021-55550123', '(021) 5555-0123', '（021）55550123', '021 5555 0123', '021-5555-0123'])
    expect(phoneTyped(typed)).toBe('02155550123');
  expect(phoneTyped('021-55550123转8')).toBe('02155550123-8');
});

test('a resident leaves a mobile or a landline with its area code', () => {
  for (const good of ['13800138000', '19912345678', '02155550123', '057188881234', '02155550123-8'])
    expect(isPersonalPhone(good)).toBe(true);
  for (const bad of ['1380013800', '12800138000', '55550123', '120', '', '13800138000a', '+8613800138000'])
    expect(isPersonalPhone(bad)).toBe(false);
});

test('a committee may also publish service numbers', () => {
  for (const good of ['120', '12345', '962333', '4008001234']) expect(isPublicPhone(good)).toBe(true);
  expect(isPublicPhone('55550123')).toBe(false);
});

test('the last four digits leave an extension out', () => {
  expect(lastFour('02155550123-8')).toBe('0123');
  expect(lastFour('13800138000')).toBe('8000');
});

test('numbers are spaced for reading aloud', () => {
  expect(phoneSpoken('13800138000')).toBe('138 0013 8000');
  expect(phoneSpoken('02155550123')).toBe('021 5555 0123');
  expect(phoneSpoken('057188881234')).toBe('0571 8888 1234');
  expect(phoneSpoken('12345')).toBe('12345');
  expect(phoneSpoken('02155550123-8')).toBe('021 5555 0123 转 8');
});
