import { expect, test } from 'vitest';
import { addDays, clockOffset, dayOf, instant, machineTime, timeOf, weekdayOf } from '../../domain/clock.ts';
import { zhCN } from '../../domain/words/index.ts';

const { dates } = zhCN;

test('nine in the morning in Shanghai is one in the morning UTC', () => {
  expect(new Date(instant('2022-04-16', '09:00')).toISOString()).toBe('2022-04-16T01:00:00.000Z');
  expect(machineTime(instant('2022-04-16', '09:00'))).toBe('2022-04-16T09:00+08:00');
});

test('a minute to midnight UTC is already tomorrow in Shanghai', () => {
  const late = Date.parse('2022-04-16T23:59:00Z');
  expect([dayOf(late), timeOf(late)]).toEqual(['2022-04-17', '07:59']);
});

test('24:00 is the end of the day, and days roll over months and leap years', () => {
  expect(instant('2022-04-16', '24:00')).toBe(instant('2022-04-17'));
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2022-04-30', 1)).toBe('2022-05-01');
  expect(weekdayOf('2022-04-16')).toBe(6);
});

test('the demonstration clock is a moment that ticks, an offset, or nothing', () => {
  const started = Date.parse('2026-11-22T00:00:00Z');
  const offset = clockOffset('2022-04-16 07:30', started);
  expect(timeOf(started + offset)).toBe('07:30');
  expect(timeOf(started + 90 * 60_000 + offset)).toBe('09:00');
  expect(clockOffset('-1000', started)).toBe(-1000);
  expect(clockOffset('', started)).toBe(0);
  expect(clockOffset(undefined, started)).toBe(0);
  expect(() => clockOffset('yesterday', started)).toThrow(RangeError);
});

test('a shift over midnight and an end at midnight are said as people say them', () => {
  expect(dates.span(instant('2022-04-16', '23:00'), instant('2022-04-17', '07:00'))).toBe('23:00–次日07:00');
  expect(dates.span(instant('2022-04-16', '20:00'), instant('2022-04-16', '24:00'))).toBe('20:00–24:00');
  expect(dates.untilDay(instant('2022-04-16', '24:00'))).toBe('4月16日');
  expect(dates.untilDay(instant('2022-04-16', '12:00'))).toBe('4月16日 12:00');
  expect(dates.relative('2022-04-17', '2022-04-16')).toBe('明天');
  expect(dates.relative('2022-05-17', '2022-04-16')).toBe('');
});
