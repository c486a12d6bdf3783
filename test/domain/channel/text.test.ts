import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Item } from '../../../domain/channel/item.ts';
import { charactersIn, groupText, MOST_CHARACTERS } from '../../../domain/channel/text.ts';
import { notice, post, round, supply, voice } from './made.ts';

const URL = `https://${'a'.repeat(40)}.example/${'b'.repeat(41)}/${'c'.repeat(41)}/samplings/${'d'.repeat(61)}/`;
const segmenter = new Intl.Segmenter('zh-CN');

// What the schemas allow at most, in characters of all sorts: Chinese, Latin, flags, families, half of nothing.
const signs = fc.constantFrom('楼', '下', 'a', '7', '。', '，', '！', '\n', ' ', '👨‍👩‍👧', '🇨🇳', 'é', '𠮷', '&', '<');
const words = (most: number) =>
  fc
    .array(signs, { minLength: 1, maxLength: most })
    .map((all) => all.join('').slice(0, most).trim() || '楼')
    .map((text) => text.toWellFormed());
const times = fc.integer({ min: 0, max: 22 }).map((hour) => ({ from: `${hour}:00`, to: `${hour + 1}:00` }));
const body = words(5000).map((text) => `<p>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '</p>\n<p>')}</p>`);

const batches = fc.array(
  fc.record({ time: times, floors: words(20) }).map(({ time, floors }) => ({ ...time, floors, point: 'lawn', buildings: '1-14' })),
  { minLength: 1, maxLength: 60 },
);
const slots = fc.array(
  fc.record({ time: times, place: words(40) }).map(({ time, place }) => ({ ...time, place, capacity: '60' })),
  {
    minLength: 1,
    maxLength: 60,
  },
);
const bring = fc.array(
  words(40).map((text) => text.replace(/[、,，;；]/g, '').trim() || '楼'),
  { maxLength: 20 },
);
const items: fc.Arbitrary<Item> = fc.oneof(
  fc
    .record({ title: words(40), was: words(200), now: words(200), html: body })
    .map(({ title, was, now, html }) =>
      notice({ title, level: 'urgent', corrections: [{ day: '2022-04-16', at: '09:00', was, now }] }, html),
    ),
  fc
    .record({ title: words(40), batches, rain: batches, note: words(200), bring, html: body })
    .map(({ title, batches: fine, rain, note, bring, html }) =>
      round({ title, bring, fine: { batches: fine, note }, rainy: { batches: rain, note } }, html),
    ),
  fc
    .record({ title: words(40), slots, proxy: words(100), bring, html: body })
    .map(({ title, slots, proxy, bring, html }) => supply({ title, slots, proxy, bring }, html)),
  fc.record({ title: words(40), needs: bring, html: body }).map(({ title, needs, html }) => post({ title, needs }, html)),
);

test('whatever a schema allows, the group’s text is short enough, whole characters, and keeps its link and phone', () => {
  fc.assert(
    fc.property(items, (item) => {
      const text = groupText(voice(), item, URL);
      expect([...segmenter.segment(text)].length).toBeLessThanOrEqual(MOST_CHARACTERS);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);
      expect(text.endsWith(`：${URL}`)).toBe(true);
      expect(text).toContain('021 5555 0203');
      expect(text.isWellFormed()).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('characters are counted as a person counts them, on the quick way as on the slow one', () => {
  fc.assert(fc.property(words(200), (text) => charactersIn(text) === [...segmenter.segment(text)].length));
  expect(charactersIn('👨‍👩‍👧🇨🇳楼')).toBe(3);
});

test('a long notice is cut behind a sentence, and says that there is more', () => {
  const html = `<p>${'请大家在家等候，听到楼组长通知以后再下楼。'.repeat(60)}</p>`;
  const text = groupText(voice(), notice({}, html), URL);
  const lines = text.split('\n');
  expect(lines.at(-3)).toBe('……后面还有，请点链接看全。');
  expect(lines.at(-4)).toMatch(/^(请大家在家等候，听到楼组长通知以后再下楼。)+$/);
  expect(charactersIn(text)).toBeGreaterThan(500);
});

test('a short one is whole; without an address there is no link, and nothing is guessed', () => {
  expect(groupText(voice(), notice({}, '<p>早点<b>接水</b>。</p>\n<ul>\n<li>8:00 &lt;停&gt;</li>\n</ul>'), '')).toBe(
    '【百花苑】停水\n早点接水。\n8:00 <停>\n电话：门岗 021 5555 0203',
  );
});

test('both plans until one is chosen, then that one', () => {
  const both = groupText(voice(), round(), '');
  for (const said of ['如果不下雨：', '07:30–08:30 大草坪：1–4号楼', '如果下雨：', '10:00–11:10 车库入口：1–7号楼'])
    expect(both).toContain(said);
  const rainy = groupText(voice(), round({ plan: 'rainy' }), '');
  expect(rainy).toContain('按雨天方案');
  expect(rainy).not.toMatch(/大草坪|如果/);
});

test('a batch that is done is not told, one that is late says so', () => {
  const batches = [
    { point: 'lawn', from: '08:00', to: '09:00', buildings: '1', state: 'done' },
    { point: 'lawn', from: '09:00', to: '10:00', buildings: '2', state: 'late', late: '20' },
  ];
  const text = groupText(voice(), round({ plan: 'fine', fine: { batches } }), '');
  expect(text).toContain('09:20–10:20 大草坪：2号楼（推迟20分钟，已是新时间）');
  expect(text).not.toContain('1号楼');
});
