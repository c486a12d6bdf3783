import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CODE_LENGTH, codeFrom, codeSpoken, codeTyped, receiptPath } from '../../domain/receipt.ts';

test('a code is read back from any way of typing it', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: CODE_LENGTH, maxLength: CODE_LENGTH }), (random) => {
      const code = codeFrom(random);
      expect(code).toMatch(/^[A-HJ-NP-Z2-9]{12}$/);
      expect(codeTyped(codeSpoken(code))).toBe(code);
      expect(codeTyped(` ${code.toLowerCase()} `)).toBe(code);
    }),
  );
});

test('what can’t be a code is none', () => {
  for (const typed of ['', 'ABC', 'ABCD-EFGH-JKL0', 'ABCD-EFGH-JKLI', 'ABCDEFGHJKLMN', '../../etc'])
    expect(codeTyped(typed)).toBeUndefined();
  expect(receiptPath('mingdu', 'ABCDEFGHJKLM')).toBe('/r/mingdu/ABCDEFGHJKLM');
});
