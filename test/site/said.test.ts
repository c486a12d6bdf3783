import { expect, test } from 'vitest';
import { said } from '../../site/catalogue/said.ts';

test('a fault is one line, whatever the file is called', () => {
  const fault = { file: 'a\n\u001b[31mb\u202e.md', line: 3, field: 'day', message: '请写日期' };
  expect(said(fault)).toBe('a [31mb.md:3: day：请写日期');
  expect(said({ ...fault, file: 'x.md', field: '' }, 'content/')).toBe('content/x.md:3: 请写日期');
});
