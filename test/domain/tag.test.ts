import fc from 'fast-check';
import { expect, test } from 'vitest';
import { idsOfTag, tagOf, tagSpoken } from '../../domain/tag.ts';

test('a tag leads back to the ids that it was made of', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const tag = tagOf(id);
      expect(tag).toMatch(/^[A-HJ-NP-Z2-9]{7}$/);
      expect(idsOfTag(tagSpoken(tag).toLowerCase())).toBe(id.slice(0, 8));
    }),
  );
});

test.each(['', 'K7M', 'K7M-4QP0', '9999999', 'K7M4QPAA'])('%s is no tag', (typed) => {
  expect(idsOfTag(typed)).toBeUndefined();
});
