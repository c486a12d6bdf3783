import { expect, test } from 'vitest';
import { instant } from '../../domain/clock.ts';
import { isEarly, isLateCancel, placesLeft, type Slot } from '../../domain/slot.ts';
import { claimOf, mayCome } from '../../domain/signup.ts';

const rice: Slot = {
  key: 'supply/rice/s1',
  kind: 'supply',
  of: 'rice',
  id: 's1',
  title: '大米',
  place: '东门',
  capacity: 50,
  startsAt: instant('2022-04-17', '09:00'),
  endsAt: instant('2022-04-17', '10:00'),
};
const watch: Slot = { ...rice, key: 'post/watch/n', kind: 'post', of: 'watch', id: 'n' };
const site = { kind: 'compound' as const, buildings: [{ id: '3', name: '3号楼' }] };
const family = { building: '3', room: '301', phone: '13800138000' };

test('places left never fall below zero, and a closed slot has none', () => {
  expect(placesLeft(50, 20)).toBe(30);
  expect(placesLeft(50, 49, { closed: false, places: -5 })).toBe(0);
  expect(placesLeft(50, 50, { closed: false, places: 10 })).toBe(10);
  expect(placesLeft(50, 0, { closed: true, places: 10 })).toBe(0);
});

test('cancelling is late within two hours of the start', () => {
  expect(isLateCancel(rice.startsAt, instant('2022-04-17', '07:00'))).toBe(false);
  expect(isLateCancel(rice.startsAt, instant('2022-04-17', '07:01'))).toBe(true);
});

test('a slot opens to the minute; one without an opening always could be signed up for', () => {
  const opensAt = instant('2022-04-16', '08:00');
  expect(isEarly({ opensAt }, opensAt - 1)).toBe(true);
  expect(isEarly({ opensAt }, opensAt)).toBe(false);
  expect(isEarly({}, 0)).toBe(false);
});

test('a household has one turn per distribution, whichever slot; a phone one place per shift', () => {
  const second = { ...rice, key: 'supply/rice/s2', id: 's2' };
  expect(claimOf(site, rice, family)).toBe(claimOf(site, second, { ...family, phone: '13900139000' }));
  expect(claimOf(site, watch, family)).not.toBe(claimOf(site, { ...watch, key: 'post/watch/d' }, family));
  expect(claimOf(site, watch, family)).toBe(claimOf(site, watch, { ...family, phone: family.phone }));
});

test('a slot for some buildings is not for others; without buildings it is for all', () => {
  expect(mayCome(rice, '9')).toBe(true);
  expect(mayCome({ ...rice, buildings: ['1', '2'] }, '3')).toBe(false);
});
