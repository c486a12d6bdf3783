import { expect, test } from 'vitest';
import { instant } from '../../../domain/clock.ts';
import { loudspeakerScript } from '../../../domain/channel/script.ts';
import { saidAloud, spanSaid, timeSaid } from '../../../domain/channel/spoken.ts';
import { notice, post, round, supply, voice } from './made.ts';

test.each([
  ['08:30', '上午八点半'],
  ['07:00', '早上七点'],
  ['12:05', '中午十二点零五分'],
  ['14:10', '下午两点十分'],
  ['19:45', '晚上七点四十五分'],
  ['00:00', '夜里十二点'],
  ['24:00', '夜里十二点'],
  ['01:20', '凌晨一点二十分'],
])('%s is %s', (time, said) => {
  expect(timeSaid(time)).toBe(said);
});

test('from one time to the other, over midnight too', () => {
  const day = '2022-04-16';
  expect(spanSaid(instant(day, '08:30'), instant(day, '09:10'))).toBe('上午八点半到九点十分');
  expect(spanSaid(instant(day, '07:30'), instant(day, '08:10'))).toBe('早上七点半到上午八点十分');
  expect(spanSaid(instant(day, '23:00'), instant('2022-04-17', '07:00'))).toBe('晚上十一点到第二天早上七点');
  expect(spanSaid(instant(day, '23:00'), instant(day, '24:00'))).toBe('晚上十一点到夜里十二点');
});

test.each([
  ['7:30-8:30到2个点', '早上七点半到上午八点半到两个点'],
  ['打021-55550100', '打零二一，五五五五零一零零'],
  ['叫120', '叫一二零'],
  ['1–4号楼、12号楼', '一到四号楼、十二号楼'],
  ['3.5公斤，1000户', '3.5公斤，1000户'],
])('%s is read as %s', (written, said) => {
  expect(saidAloud(written)).toBe(said);
});

test('a round: who, when, where, one sentence each', () => {
  const said = loudspeakerScript(voice(), round({ plan: 'rainy' }));
  expect(said).toContain('四月十七日，星期日。');
  expect(said).toContain('一号楼到七号楼，上午十点到十一点十分，到车库入口。');
  expect(said.join('')).not.toContain('大草坪');
  for (const sentence of said) expect(sentence.length, sentence).toBeLessThan(60);
});

test('every kind has its script, and no time is left in digits', () => {
  const all = [notice({ level: 'urgent' }, '<p>8:00起停水。打021-55550100。</p>'), round(), supply(), post()];
  for (const item of all) {
    const said = loudspeakerScript(voice(), item);
    expect(said[0]).toBe('各位居民请注意，百花苑通知。');
    expect(said.join('\n')).not.toMatch(/\d:\d\d|\d{5}/);
    for (const sentence of said) expect(sentence).toMatch(/[。！？；”]$/);
  }
});
