import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MALFORMED } from './files.ts';
import { COMPOUND, openTown } from './town.ts';

let opened: Awaited<ReturnType<typeof openTown>>;
beforeAll(async () => {
  opened = await openTown();
});
afterEach(() => opened.restore());
afterAll(() => opened.close());

describe('real files: set aside with a sentence or mended, and nothing else is disturbed', () => {
  test.each(MALFORMED)('$name', async ({ file = 'x.md', bytes, aside, says }) => {
    const path = `${COMPOUND}/notices/${file}`;
    const on = join(opened.town.dir, path);
    mkdirSync(dirname(on), { recursive: true });
    writeFileSync(on, bytes);
    const read = opened.readNow();
    opened.town.commit();
    const { faults, pages } = await opened.publish();
    // Both readers say the same.
    expect(faults).toEqual(read.faults);
    const page = pages.get(`${COMPOUND}/notices/x/index.html`);
    if (aside) {
      const [first] = faults;
      expect([first?.file, first?.line, first?.message]).toEqual([path, ...aside]);
      expect(faults.length).toBeLessThan(21);
      expect(page).toBeUndefined();
      expect(read.compound?.notices.some(({ id }) => id === 'x')).toBe(false);
    } else {
      expect(faults).toEqual([]);
      expect(page).toContain(says);
    }
  });
});
