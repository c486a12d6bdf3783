import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import type { CityTown } from '../../domain/city.ts';

// A city of nobody: as many towns, committees and compounds as Shanghai has, with names put together by chance.

/** How big the generated city is: Shanghai's street offices and towns, and its residential compounds. */
export const SIZE = { towns: 215, compounds: 13_000, people: 24_900_000, peopleOfCommittee: 5000 } as const;

const DISTRICTS = [
  '东江区',
  '西塘区',
  '南浦区',
  '北桥区',
  '中山区',
  '青湖区',
  '金沙区',
  '宝泉区',
  '嘉禾区',
  '松林区',
  '奉江区',
  '崇岛区',
  '长岭区',
  '杨林区',
  '徐浜区',
  '静园区',
];
const FIRST = [
  ...'名田梅华金虹银丽东西南北中新康宝长明光春和平安乐兴永福祥瑞丰盛荣天海江河湖林竹松柏桂兰菊莲荷枫杨柳桃李杏梨樱凤龙鹤鹿雅文德仁义礼智信古美佳宜景翠紫碧红绿蓝白玉锦绣彩霞云月星辰阳晨晓',
];
const SECOND = [...'都林陇山桥泾浦江湾塘堰村镇城园苑庭府阁台居舍里坊街岸洲岛溪泉池潭渚浜港渡汀滩坪岭峰岗源头口角边畔心门'];
const KIND = [
  '花园',
  '新村',
  '公寓',
  '苑',
  '小区',
  '佳园',
  '名邸',
  '一村',
  '二村',
  '三村',
  '四村',
  '家园',
  '大楼',
  '里弄',
  '别墅',
  '城',
  '坊',
  '新苑',
  '雅苑',
  '景庭',
];

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
const chance = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
};

/** A generated town: its entry in the city's file, and the part of its catalogue that the city's front page reads. */
export interface SampleTown {
  town: CityTown;
  catalogue: { name: string; committees: { id: string; name: string; compounds: { id: string; name: string }[] }[] };
}

/** The generated city, the same for the same seed. */
export const sampleTowns = (seed = 2022, size: { towns: number; compounds: number; people: number } = SIZE): SampleTown[] => {
  const next = chance(seed);
  const one = <Value>(of: readonly Value[]): Value => of[Math.floor(next() * of.length)] as Value;
  return Array.from({ length: size.towns }, (_, at): SampleTown => {
    const id = `town-${at + 1}`;
    const compounds = Math.floor(((at + 1) * size.compounds) / size.towns) - Math.floor((at * size.compounds) / size.towns);
    const residents = Math.round(size.people / size.towns);
    const committees = Array.from({ length: Math.max(1, Math.round(residents / SIZE.peopleOfCommittee)) }, (__, number) => ({
      id: `ju-${number + 1}`,
      name: `${one(FIRST)}${one(SECOND)}居委会`,
      compounds: [] as { id: string; name: string }[],
    }));
    for (let number = 0; number < compounds; number++) {
      const name = `${one(FIRST)}${one(SECOND)}${next() < 0.4 ? one(FIRST) : ''}${one(KIND)}`;
      committees[number % committees.length]?.compounds.push({ id: `c-${number + 1}`, name });
    }
    const name = `${one(FIRST)}${one(SECOND)}${next() < 0.5 ? '街道' : '镇'}`;
    const town = { id, name, district: DISTRICTS[at % DISTRICTS.length], url: `https://${id}.example.cn`, residents, compounds };
    return { town: { ...town, committees: committees.map((committee) => committee.id) }, catalogue: { name, committees } };
  });
};

/** Writes the generated city: `city.yaml`, and each town's catalogue under `sites/`. */
export const writeSample = (into: string): void => {
  const towns = sampleTowns();
  for (const { town, catalogue } of towns) {
    const path = join(into, 'sites', town.id, 'catalogue/town.json');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(catalogue));
  }
  writeFileSync(
    join(into, 'city.yaml'),
    stringify({ name: '样例市', phones: [{ name: '市民热线', phone: '021-55550100' }], towns: towns.map(({ town }) => town) }),
  );
};
