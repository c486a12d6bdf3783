import { expect, test } from 'vitest';
import { orderedId } from '../../worker/records/ids.ts';

test('ids sort by the moment at which they were made, and no two are alike', () => {
  const moments = [0, 1, 1_650_000_000_000, 1_650_000_000_001, 2 ** 48 - 1];
  const ids = moments.map((moment) => orderedId(moment));
  expect(ids.toSorted()).toEqual(ids);
  expect(new Set(Array.from({ length: 1000 }, () => orderedId(5))).size).toBe(1000);
});

test('an id is a UUID of version 7, as RFC 9562 has it', () => {
  // The RFC's own example, A.6: 2022-02-22 19:22:22 UTC.
  expect(orderedId(0x017f22e279b0)).toMatch(/^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
