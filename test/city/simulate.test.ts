import { expect, test } from 'vitest';
import { arrivalsAt, HALF, SURGE } from '../../worker/city/load.ts';
import { openedTo } from '../../worker/city/queue.ts';
import { sampleTowns } from '../../worker/city/sample.ts';
import { sceneLines } from '../../worker/city/scenes.ts';
import { cityPeak, openingOf } from '../../worker/city/simulate.ts';

test('5,000 people come within ten minutes, in the first ten seconds at eight times the mean', () => {
  const seconds = Array.from({ length: SURGE.seconds }, (_, second) => arrivalsAt(second));
  expect(seconds.reduce((sum, one) => sum + one, 0)).toBeCloseTo(SURGE.people);
  const worst = seconds.slice(0, 10).reduce((sum, one) => sum + one, 0);
  expect(worst).toBeCloseTo((8 * SURGE.people * 10) / 600);
  expect([arrivalsAt(-1), arrivalsAt(SURGE.seconds)]).toEqual([0, 0]);
});

test('in a city of 215 towns no database passes half of what it can when a committee of each opens', () => {
  const { databases, peak, isUnderHalf } = cityPeak(sampleTowns().map(({ town }) => town));
  expect(databases).toBe(215);
  expect(peak).toBeGreaterThan(0.4);
  expect(isUnderHalf).toBe(true);
});

test('nobody is refused below what a database can, and the wait is what is before one', () => {
  const outcome = openedTo(() => 100, 10, true);
  expect(outcome).toMatchObject({ people: 1000, shed: 0, refusals: 0 });
  expect(outcome.peak).toBeCloseTo(0.7);
  expect(outcome.wait).toBeLessThan(0.1);
});

test('thirty committees in one database are shed, and yet each of their people is taken in at last, once', () => {
  const outcome = openingOf(Array(30).fill(0), true);
  expect(outcome.peak).toBeGreaterThan(10);
  expect(outcome.shed).toBeGreaterThan(0);
  expect(outcome.people).toBe(30 * SURGE.people);
  expect(outcome.wait).toBeLessThanOrEqual(2);
  // It can't be done faster than one after the other: 150,000 people at 7 ms each.
  expect(outcome.until).toBeGreaterThanOrEqual(150_000 * 0.007);
});

test('one after the other, ten minutes apart, nobody is shed, and half is kept', () => {
  const outcome = openingOf(
    Array.from({ length: 30 }, (_, at) => at * SURGE.seconds),
    true,
  );
  expect(outcome).toMatchObject({ people: 150_000, shed: 0 });
  expect(outcome.peak).toBeLessThanOrEqual(HALF);
});

test('the table says all of it', () => {
  const lines = sceneLines(sampleTowns().map(({ town }) => town));
  expect(lines.filter((line) => line.startsWith('| '))).toHaveLength(8);
  expect(lines.join('\n')).toContain('under half of what it can');
});
