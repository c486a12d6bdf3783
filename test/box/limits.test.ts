import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LIMITS, limitOf, PERIOD } from '../../worker/box/limits.ts';

test('limits are those of wrangler.toml', () => {
  const told = [...readFileSync('wrangler.toml', 'utf8').matchAll(/name = "(RATE_\w+)"[\s\S]*?limit = (\d+), period = (\d+)/g)];
  expect(Object.fromEntries(told.map(([, name, limit]) => [name, Number(limit)]))).toEqual(LIMITS);
  expect(new Set(told.map(([, , , period]) => Number(period) * 1000))).toEqual(new Set([PERIOD]));
});

const passes = async (limit: ReturnType<typeof limitOf>, key: string) => (await limit.limit({ key })).success;

test('so many calls a minute pass for each address, and again in the next one', async () => {
  let now = 0;
  const limit = limitOf(3, () => now);
  const tried = async (key: string) => [
    await passes(limit, key),
    await passes(limit, key),
    await passes(limit, key),
    await passes(limit, key),
  ];
  expect(await tried('192.0.2.1')).toEqual([true, true, true, false]);
  expect(await tried('192.0.2.2')).toEqual([true, true, true, false]);
  now += PERIOD;
  expect(await passes(limit, '192.0.2.1')).toBe(true);
});

test('a network of IPv6 is one visitor, IPv4 in its clothes is IPv4', async () => {
  const limit = limitOf(1);
  expect(await passes(limit, '2001:db8:1:2::5')).toBe(true);
  expect(await passes(limit, '2001:db8:1:2:ffff::9')).toBe(false);
  expect(await passes(limit, '2001:db8:1:3::5')).toBe(true);
  expect(await passes(limit, '192.0.2.7')).toBe(true);
  expect(await passes(limit, '::ffff:192.0.2.7')).toBe(false);
  expect(await passes(limit, '::1')).toBe(true);
});

test('no flood of addresses fills the memory: those too many are counted as one', async () => {
  const limit = limitOf(10, () => 0);
  let refused = 0;
  for (let at = 0; at < 50_100; at++) if (!(await passes(limit, `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`))) refused++;
  expect(refused).toBe(90);
  expect(await passes(limit, '10.0.0.1')).toBe(true);
});
