import { expect, test } from 'vitest';
import { fenTyped, yuanOf } from '../../domain/money.ts';

test.each([
  ['45.60', 4560],
  ['45.6', 4560],
  ['45', 4500],
  ['４５．６０', 4560],
  ['45。60', 4560],
  ['¥45.60', 4560],
  ['￥45.60 元', 4560],
  ['45块', 4500],
  ['1,045.6元', 104_560],
  ['０.01', 1],
  ['0.29', 29],
  ['100000', 10_000_000],
])('%s is %i fen', (typed, fen) => {
  expect(fenTyped(typed)).toBe(fen);
});

test.each(['', '0', '0.00', '-5', '4.567', '4,5', 'abc', '1e3', '100000.01', '1000000', '4.', '4 5 . 6 x', '1,04.5'])(
  '%s is no amount',
  (typed) => {
    expect(fenTyped(typed)).toBeUndefined();
  },
);

test('fen are read as yuan', () => {
  expect([0, 1, 29, 4560, 104_560].map(yuanOf)).toEqual(['0.00', '0.01', '0.29', '45.60', '1045.60']);
});
