import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutBlanks } from '../../domain/typed.ts';
import { quickSettings, readSettings } from '../../site/catalogue/settings.ts';

const written = readdirSync('content', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => readFileSync(join('content', file), 'utf8').split(/^---\n/m)[1] ?? '');

test('the fast reader takes everything in the sample town, and reads it as the other one does', () => {
  expect(written.length).toBeGreaterThan(100);
  for (const text of written) expect(quickSettings(text), text).toEqual(readSettings(text).document.toJS());
});

test('an alias, two documents and nothing at all are left to the other one', () => {
  for (const text of ['a: &x 1\nb: *x\n', 'a: 1\n---\nb: 2\n', '', '# nothing\n']) expect(quickSettings(text), text).toBeUndefined();
});

// What thumbs on a small keyboard put in and leave out.
const SLIPS = [
  ...[' ', '  ', '\t', '\n', '\n  ', '-', '- ', ':', ': ', '#', ' #', '"', "'", '[', ']', '{', '}', ',', '|', '>-\n  ', '&a', '*a', '!x '],
  ...['? ', '%', '@', '`', '~', '：', '，', '<<: ', '\\', '\\n', '...', '\u00a0', '\ufeff', 'key: v\n'],
];

test('whatever slips in, where both readers take it they read the same', () => {
  const slips = fc.array(
    fc.record({ part: fc.double({ min: 0, max: 1, noNaN: true }), gone: fc.nat(3), typed: fc.constantFrom('', ...SLIPS) }),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  let taken = 0;
  fc.assert(
    fc.property(fc.constantFrom(...written), slips, (text, all) => {
      const slipped = all.reduce((now, { part, gone, typed }) => {
        const at = Math.floor(part * now.length);
        return now.slice(0, at) + typed + now.slice(at + gone);
      }, text);
      const quick = quickSettings(slipped);
      const { document, slips: wrong } = readSettings(slipped);
      if (quick === undefined || wrong.length > 0) return;
      taken++;
      expect(withoutBlanks(quick)).toEqual(withoutBlanks(document.toJS()));
    }),
    { numRuns: 3000 },
  );
  expect(taken).toBeGreaterThan(500);
}, 60_000);
