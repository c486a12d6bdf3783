import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HOUR, instant, MINUTE } from '../../domain/clock.ts';
import { hourlyAt, routine, townHour } from '../../worker/box/schedule.ts';

beforeEach(() => vi.useFakeTimers({ now: instant('2026-11-24', '20:10') }));
afterEach(() => vi.useRealTimers());

test('each hour at its minute', () => {
  const next = hourlyAt(23);
  expect(next(instant('2026-11-24', '20:10'))).toBe(instant('2026-11-24', '20:23'));
  expect(next(instant('2026-11-24', '20:23'))).toBe(instant('2026-11-24', '21:23'));
});

test('each full hour of the town’s clock, its midnight among them', () => {
  const offset = instant('2022-04-16', '23:50') - instant('2026-11-24', '20:10');
  expect(townHour(offset)(instant('2026-11-24', '20:10')) + offset).toBe(instant('2022-04-17', '00:00'));
  expect(townHour(0)(instant('2026-11-24', '23:59'))).toBe(instant('2026-11-25', '00:00'));
});

test('what fails is told, and tried again at the next moment; a stop waits for what is under way', async () => {
  const [failures, done]: [unknown[], number[]] = [[], []];
  const every = routine(
    hourlyAt(0),
    async () => {
      done.push(Date.now());
      if (done.length === 1) throw new Error('no');
      await new Promise((ready) => setTimeout(ready, MINUTE));
      done.push(Date.now());
    },
    (error) => failures.push(error),
  );
  await vi.advanceTimersByTimeAsync(HOUR);
  expect(done).toEqual([instant('2026-11-24', '21:00')]);
  expect(failures).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(50 * MINUTE);
  expect(done).toHaveLength(2);
  const stopped = every.stop();
  await vi.advanceTimersByTimeAsync(MINUTE);
  await stopped;
  expect(done).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(3 * HOUR);
  expect(done).toHaveLength(3);
});
