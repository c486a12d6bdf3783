import fc from 'fast-check';
import { expect, test } from 'vitest';
import { htmlOf } from '../../site/catalogue/markdown.ts';

const PARTS = [
  ...[
    '请大家在家等候。',
    '８：３０',
    '8:30',
    '1. 身份证',
    '- 口罩',
    '* 手机',
    '> 楼组长',
    '**重要**',
    '_急_',
    '`代码`',
    '~~取消~~',
    '    四格',
    '+ 一',
  ],
  ...[
    '---',
    '***',
    '===',
    '# 题',
    '<b>',
    '<!-- 记 -->',
    '&#48;21-55550110',
    '021-55550110',
    '\\021-55550110',
    '[链](javascript:x)',
    '![图](x)',
  ],
  ...['www.example.org', 'http://example.org', 'a@example.org', '| a | b |', '|:-|-:|', '- [ ] 未完', '```', '！', '-', '=', '  ', '\t'],
];

test('what is drawn without plugins is what they would have drawn', () => {
  const text = fc.array(fc.tuple(fc.constantFrom(...PARTS), fc.constantFrom('', ' ', '\n', '\n\n')), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(text, (parts) => {
      const markdown = parts.flat().join('');
      // A comment is taken out by a plugin, so all of them are at work.
      expect(htmlOf(markdown)).toBe(htmlOf(`<!-- -->\n\n${markdown}`));
    }),
    { numRuns: 3000 },
  );
});
