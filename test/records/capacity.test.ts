import { expect, test } from 'vitest';
import { call, forget, rows } from '../routes/portal.ts';

const RICE = '/signups/tianlin-12/tianlin-shier-cun/supply/rice-0417';
const people = Array.from({ length: 500 }, (_, number) => ({
  slot: 's1',
  name: `居民${number}`,
  phone: `139${String(10_000_000 + number)}`,
  building: String(1 + (number % 24)),
  unit: String(1 + (Math.floor(number / 24) % 3)),
  room: String(101 + Math.floor(number / 72)),
}));

test('of 500 people, 100 at once, exactly 50 get the 50 places, in each of ten rounds', { timeout: 300_000 }, async () => {
  const got: number[] = [];
  for (let round = 0; round < 10; round++) {
    await forget();
    const statuses: number[] = [];
    for (let from = 0; from < people.length; from += 100) {
      const answers = await Promise.all(people.slice(from, from + 100).map((one) => call(RICE, one)));
      statuses.push(...answers.map(({ status }) => status));
      await Promise.all(answers.map((answer) => answer.body?.cancel()));
    }
    expect(statuses.filter((status) => status === 409)).toHaveLength(450);
    got.push(statuses.filter((status) => status === 201).length);
    expect(await rows('signups', "state = 'booked'")).toHaveLength(50);
    expect(await rows('receipts')).toHaveLength(50);
    expect(await rows('slots', "slot_key = 'supply/rice-0417/s1'")).toMatchObject([{ taken: 50 }]);
    expect(await rows('events', 'record_id in (select id from signups)')).toHaveLength(50);
  }
  expect(got).toEqual(Array(10).fill(50));
});
