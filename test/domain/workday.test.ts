import { expect, test } from 'vitest';
import { instant } from '../../domain/clock.ts';
import { dueAt, isWorkday } from '../../domain/workday.ts';

const calendar = { holidays: ['2022-04-04', '2022-04-05'], worked: ['2022-04-02', '2022-04-16'] };

test('weekends and holidays are off, but a declared weekend is worked', () => {
  expect(isWorkday('2022-04-01', calendar)).toBe(true);
  expect(isWorkday('2022-04-02', calendar)).toBe(true);
  expect(isWorkday('2022-04-03', calendar)).toBe(false);
  expect(isWorkday('2022-04-05', calendar)).toBe(false);
});

test('two working days end with the second one: Friday before Qingming, over a worked Saturday', () => {
  expect(dueAt(instant('2022-04-01', '23:50'), 2, false, calendar)).toBe(instant('2022-04-06', '24:00'));
});

test('asked on a Sunday, two working days are Monday and Tuesday', () => {
  expect(dueAt(instant('2022-04-17', '10:00'), 2, false, calendar)).toBe(instant('2022-04-19', '24:00'));
});

test('what is urgent, or promised for the same day, is due today, working day or not', () => {
  expect(dueAt(instant('2022-04-17', '10:00'), 2, true, calendar)).toBe(instant('2022-04-17', '24:00'));
  expect(dueAt(instant('2022-04-17', '10:00'), 0, false, calendar)).toBe(instant('2022-04-17', '24:00'));
});

test('a calendar without a working day still gives an answer', () => {
  const never = {
    holidays: Array.from({ length: 800 }, (_, at) => new Date(Date.UTC(2022, 3, 1 + at)).toISOString().slice(0, 10)),
    worked: [],
  };
  expect(Number.isFinite(dueAt(instant('2022-04-01'), 2, false, never))).toBe(true);
});
