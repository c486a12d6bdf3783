import { expect, test } from 'vitest';
import { drill } from './drill.ts';
import { killUnderLoad } from './kills.ts';

test('killed five times under load, the box has lost nothing that it acknowledged, and has nothing twice', async () => {
  const seen = await killUnderLoad(5);
  expect(seen).toMatchObject({ kills: 5, lost: 0, twice: 0, oversold: 0, broken: 0 });
  expect(seen.acknowledged).toBeGreaterThanOrEqual(250);
  expect(seen.again).toBeGreaterThan(0);
}, 180_000);

test('backed up under load and restored elsewhere, the box is the same', async () => {
  const seen = await drill(200);
  expect(seen).toMatchObject({ different: 0, missing: 0, contradictions: 0, sameKeys: true, sameContent: true });
  expect(seen.rows).toBeGreaterThan(400);
}, 180_000);
