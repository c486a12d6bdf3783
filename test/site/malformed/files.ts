import { zhCN } from '../../../domain/words/index.ts';
import { yaml } from '../../../domain/words/zh-CN/yaml.ts';

const { errors } = zhCN;

/** A file as people, editors and tools have really made them, and what becomes of it. */
export interface Malformed {
  name: string;
  /** In the notices of a compound. */
  file?: string;
  bytes: string | Buffer;
  /** Set aside: line and sentence of its first fault. */
  aside?: readonly [line: number, message: string];
  /** Mended: what its page says. */
  says?: string;
}

export const notice = (more = '', text = '早点接水。\n'): string =>
  `---\ntitle: 停水\nday: 2022-04-15\nat: "10:00"\nuntil: 2022-04-30\n${more}---\n${text}`;
const swapped = (from: string, to: string): string => notice().replace(from, to);
const unread = (reason: string | undefined): string => errors.notYaml(reason ?? '');
const times = (piece: string, count: number): string => piece.repeat(count);

// 采样通知, as an old Windows saves it.
const GBK = Buffer.concat([Buffer.from('---\ntitle: '), Buffer.from('b2c9d1f9cda8d6aa', 'hex'), Buffer.from('\n---\n')]);
const MARKED = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(notice(), 'utf16le')]);

export const ENCODINGS: readonly Malformed[] = [
  { name: 'GBK', bytes: GBK, aside: [1, errors.gbk] },
  { name: 'UTF-16 with its mark', bytes: MARKED, says: '早点接水。' },
  { name: 'UTF-16 without its mark', bytes: Buffer.from(notice(), 'utf16le'), aside: [1, errors.notUtf8] },
  {
    name: 'neither UTF-8 nor GBK',
    bytes: Buffer.concat([Buffer.from(notice()), Buffer.from([0xff, 0xff, 0x80])]),
    aside: [1, errors.notUtf8],
  },
  { name: 'UTF-8 with its mark, CRLF', bytes: `\ufeff${notice().replaceAll('\n', '\r\n')}`, says: '早点接水。' },
  { name: 'lone CR, of an old Macintosh', bytes: notice().replaceAll('\n', '\r'), says: '早点接水。' },
  { name: 'zeros in it', bytes: notice('', '早点\0接水。\n'), says: '早点接水。' },
  { name: 'an empty file', bytes: '', aside: [1, errors.noFrontMatter] },
  { name: 'five megabytes', bytes: Buffer.alloc(5 * 1024 * 1024, 'a'), aside: [1, errors.tooBig(256)] },
];

export const TYPED: readonly Malformed[] = [
  { name: 'full-width digits and colon', bytes: swapped('"10:00"', '１０：００'), says: '4月15日 10:00 发布' },
  { name: 'a full-width colon after a field', bytes: swapped('title: ', 'title：'), says: '停水' },
  { name: 'no blank after a colon', bytes: swapped('title: ', 'title:'), says: '停水' },
  { name: 'Chinese quotes about a time', bytes: swapped('"10:00"', '“8:30”'), says: '4月15日 08:30 发布' },
  { name: 'Chinese commas in a list', bytes: notice('channels: 网页、微信群，喇叭\n'), says: '网页、微信群、喇叭' },
  { name: 'a day with slashes', bytes: swapped('2022-04-30', '2022/4/29'), says: '有效到4月29日' },
  { name: 'a day in Chinese', bytes: swapped('2022-04-30', '2022年4月28日'), says: '有效到4月28日' },
  { name: 'a title that is a number', bytes: swapped('停水', '0301'), says: '0301' },
  { name: 'blank lines before the settings', bytes: `\n\n${notice()}`, says: '早点接水。' },
  { name: 'signs beyond the first plane', bytes: notice('', '𠮷祥里的👨‍👩‍👧请接水。\n'), says: '𠮷祥里的👨‍👩‍👧请接水。' },
  { name: 'a day that is none', bytes: swapped('2022-04-30', '2022年2月30日'), aside: [5, errors.day('有效期')] },
  { name: 'a day without a year', bytes: swapped('2022-04-30', '4月30日'), aside: [5, errors.day('有效期')] },
  { name: 'a timestamp', bytes: swapped('2022-04-30', '2022-04-30 09:00:00'), aside: [5, errors.day('有效期')] },
  { name: 'an unknown field', bytes: notice('colour: red\n'), aside: [6, errors.unknownKey('colour')] },
  { name: 'no end of the settings', bytes: swapped('---\n早', '早'), aside: [1, errors.noClosing] },
];

export const YAML: readonly Malformed[] = [
  { name: 'tabs', bytes: notice('channels:\n\t- page\n'), aside: [7, unread(yaml.faults['TAB_AS_INDENT'])] },
  { name: 'a field twice', bytes: notice('title: 又停水\n'), aside: [6, unread(yaml.faults['DUPLICATE_KEY'])] },
  { name: 'an open quote', bytes: swapped('停水', '"停水'), aside: [2, unread(yaml.faults['MISSING_CHAR'])] },
  {
    name: 'a billion laughs',
    bytes: '---\na: &a [x, x, x]\nb: &b [*a, *a, *a, *a]\nc: &c [*b, *b, *b, *b]\nd: [*c, *c, *c, *c]\n---\n',
    aside: [3, unread(yaml.alias)],
  },
  { name: 'a list that holds itself', bytes: notice('channels: &c [*c]\n'), aside: [6, unread(yaml.alias)] },
  { name: 'a function', bytes: notice('level: !!js/function "function(){}"\n'), aside: [6, errors.notOneOf('级别', '紧急、普通')] },
  { name: '100,000 entries', bytes: notice(`channels:\n${times('-\n', 100_000)}`), aside: [2, errors.settingsTooLong] },
  { name: 'lists in lists', bytes: notice(`channels: ${times('[', 30_000)}${times(']', 30_000)}\n`), aside: [6, unread(yaml.other)] },
  { name: 'no settings but a list', bytes: '---\n- a\n---\n', aside: [1, errors.wrongShape] },
  { name: 'the inside of an object', bytes: notice('__proto__: { level: urgent }\n'), aside: [6, errors.unknownKey('__proto__')] },
];

const LINKS = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>',
  'vbscript:x',
  '&#106;avascript:x',
  '//elsewhere.example',
  'java\tscript:x',
];

export const HTML: readonly Malformed[] = [
  {
    name: 'a script',
    bytes: notice('', '<script>alert(1)</script>\n\n<svg onload=alert(1)><img src=x onerror=alert(1)>\n'),
    says: '&lt;script&gt;alert(1)',
  },
  { name: 'a script as a title', bytes: swapped('停水', '<script>alert(1)</script>'), says: '&lt;script&gt;alert(1)' },
  { name: 'a handler as a title', bytes: swapped('停水', '"\\" onmouseover=\\"alert(1)"'), says: '早点接水。' },
  { name: 'links that run', bytes: notice('', LINKS.map((link) => `[点这里](${link})\n\n<${link}>\n`).join('\n')), says: '点这里' },
  {
    name: 'a picture from elsewhere',
    bytes: notice('', '![图](data:image/svg+xml,<svg/onload=alert(1)>) ![图](https://elsewhere.example/a.png)\n'),
    says: '图',
  },
  { name: 'text turned round', bytes: swapped('停水', '停\u202e水').replace('早点', '早\u2066点&#x202e;'), says: '早点接水。' },
  { name: 'quotes in quotes', bytes: notice('', `${times('>', 5000)}接水\n`), aside: [7, errors.tooDeep] },
  {
    name: 'a table of 5,000 columns',
    bytes: notice('', `|${times('a|', 50)}\n|${times('-|', 50)}\n${times('|\n', 5000)}`),
    aside: [8, errors.tableTooWide(12)],
  },
  { name: 'a book', bytes: notice('', times('接水。', 9000)), aside: [7, errors.textTooLong(20_000)] },
];

export const NAMES: readonly Malformed[] = [
  ...[
    'a\nb.md',
    '"><img src=x onerror=alert(1)>.md',
    "it's.md",
    '通知.md',
    'Menkou-Laji.md',
    `${'a'.repeat(250)}.md`,
    '\u001b[31mred.md',
    'a b.md',
  ].map((file) => ({
    name: `the name ${JSON.stringify(file.slice(0, 30))}`,
    file,
    bytes: notice(),
    aside: [1, errors.slug('编号')] as const,
  })),
  { name: 'a folder with a file’s name', file: 'x.md/y.md', bytes: notice(), aside: [1, errors.misplaced] },
];

export const MALFORMED: readonly Malformed[] = [...ENCODINGS, ...TYPED, ...YAML, ...HTML, ...NAMES];
