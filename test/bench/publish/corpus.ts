import { addDays, type Day } from '../../../domain/clock.ts';

/** A file of the corpus: its path under the content folder, and its text. */
export interface CorpusFile {
  path: string;
  text: string;
}

/** Compounds of one committee. */
const COMPOUNDS = 5;
const BUILDINGS = 12;

// Words of announcements, put together anew for each notice, so that no two compress into one.
const SENTENCES = [
  '请大家在家等候，听到楼组长通知以后再下楼，不要提前聚在门口。',
  '下楼时请戴好口罩，前后保持两米距离，不要交谈，采样以后立即回家。',
  '行动不便的老人和卧床的病人由医务人员上门，请提前告诉楼组长。',
  '需要配药的居民请把医保卡和病历装进袋子，写清楚楼号、姓名和电话。',
  '物资到了以后由志愿者送到单元门口，请按楼层顺序下来拿，不要拥挤。',
  '家里有孕妇、透析病人和婴儿的，请马上打居委会的电话，我们优先安排。',
  '垃圾请扎紧袋口放在门外，每天上午九点和下午四点各收一次。',
  '快递和外卖暂时放在东门的架子上，由值班人员消毒以后统一送进来。',
  '请相信居委会发布的消息，不传没有根据的话，有疑问打电话来问。',
  '志愿者人手不够，身体健康、愿意帮忙的居民请到居委会报名。',
];

// Numbers that look random and are the same in every run.
const mixed = (seed: number): number => {
  let x = (seed + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
};

/** About 1,100 characters in four paragraphs. */
const bodyOf = (seed: number): string =>
  Array.from({ length: 4 }, (_, paragraph) =>
    Array.from({ length: 9 }, (_, sentence) => SENTENCES[mixed(seed * 64 + paragraph * 9 + sentence) % SENTENCES.length]).join(''),
  ).join('\n\n');

const compoundFile = (at: number): string => `---
name: 第${at}小区
kind: compound
households: 720
residents: 1900
status: { state: sealed, since: 2026-11-01, changed: { day: 2026-11-02, at: "08:00" } }
phones: [{ name: 值班, phone: 021-55550110 }]
points: [{ id: plaza, name: 中心花园, position: [50, 50] }, { id: east, name: 东侧空地, position: [80, 50] }]
gates: [{ id: gate, name: 东门, position: [95, 50] }]
route: [gate, east, plaza]
buildings: [{ ids: 1-${BUILDINGS}, households: 60, row: [[10, 20], [90, 20]] }]
---
`;

/** The text of one notice. @param edition another number is another text */
export const noticeText = (at: number, number: number, today: Day, edition = 0): string => {
  // Ten hold, ten are past.
  const until = number < 10 ? addDays(today, 3 + number) : addDays(today, -number);
  return `---
title: 第${number + 1}号通知${edition > 0 ? `（第${edition}次修改）` : ''}
day: ${addDays(today, -number - 1)}
at: "0${mixed(at + number) % 10}:30"
until: ${until}
${number === 0 ? 'level: urgent\n' : ''}---
${bodyOf(at * 20 + number + edition * 7919)}
`;
};

const roundText = (number: number, today: Day): string => {
  const batches = Array.from({ length: 6 }, (_, batch) => {
    const hour = String(8 + batch).padStart(2, '0');
    const first = batch * 2 + 1;
    return `    - { point: ${batch % 2 ? 'east' : 'plaza'}, from: "${hour}:00", to: "${hour}:40", buildings: ${first}-${first + 1} }`;
  });
  return `---
title: 第${number + 1}轮采样
day: ${addDays(today, number - 7)}
bring: 身份证、手机
changed: { day: ${addDays(today, Math.min(number - 8, -1))}, at: "20:00" }
fine:
  batches:
${batches.join('\n')}
---
${SENTENCES[number % SENTENCES.length]}
`;
};

const supplyText = (number: number, today: Day): string => {
  const slots = Array.from({ length: 6 }, (_, slot) => {
    const hour = String(9 + slot).padStart(2, '0');
    return `  - { from: "${hour}:00", to: "${hour}:50", place: 东门, capacity: 60 }`;
  });
  return `---
title: 第${number + 1}次发放大米
day: ${addDays(today, number - 2)}
items: [{ name: 大米, amount: 5公斤 }, { name: 食油, amount: 1桶 }]
changed: { day: ${addDays(today, -3)}, at: "18:00" }
slots:
${slots.join('\n')}
---
${SENTENCES[(number + 3) % SENTENCES.length]}
`;
};

const two = (number: number): string => String(number).padStart(2, '0');

/** Where a compound of the corpus stands: `c00003/x00017`. */
export const placeOf = (at: number): string => {
  const committee = Math.floor(at / COMPOUNDS);
  return `c${String(committee).padStart(5, '0')}/x${String(at).padStart(5, '0')}`;
};

/**
 * A town of `compounds`, five to a committee, each of 36 files: its own, 20 notices of about 1,100 characters (ten hold),
 * 10 rounds, 5 distributions.
 */
export const corpus = function* (compounds: number, today: Day): Generator<CorpusFile> {
  yield { path: 'town.md', text: '---\nname: 测量镇\nphones: [{ name: 值班, phone: 021-55550100 }]\n---\n' };
  for (let at = 0; at < compounds; at++) {
    const place = placeOf(at);
    if (at % COMPOUNDS === 0) {
      const phones = '[{ name: 居委会, phone: 021-55550120 }]';
      yield {
        path: `${place.split('/')[0]}/committee.md`,
        text: `---\nname: 第${at / COMPOUNDS}居委会\nhouseholds: 3600\nresidents: 9500\nphones: ${phones}\n---\n`,
      };
    }
    yield { path: `${place}/compound.md`, text: compoundFile(at) };
    for (let number = 0; number < 20; number++) yield { path: `${place}/notices/n${two(number)}.md`, text: noticeText(at, number, today) };
    for (let number = 0; number < 10; number++) yield { path: `${place}/samplings/r${two(number)}.md`, text: roundText(number, today) };
    for (let number = 0; number < 5; number++) yield { path: `${place}/supplies/s${two(number)}.md`, text: supplyText(number, today) };
  }
};
