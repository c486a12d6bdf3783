import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addDays, dayOf } from '../../domain/clock.ts';

/** Places in a slot of the drill's rice, for everybody; the salt has few, so that somebody is told no. */
export const FEW = 40;
const MANY = 5000;

const file = (folder: string, path: string, ...lines: readonly string[]): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), ['---', ...lines, '---', ''].join('\n'));
};

const PHONES = ['phones:', '  - { name: 值班, phone: 021-55550100 }'];

const today = dayOf(Date.now());
const yesterday = addDays(today, -1);

const supply = (folder: string, id: string, title: string, capacity: number, slots: number): void =>
  file(
    folder,
    `ju/yuan/supplies/${id}.md`,
    `title: ${title}`,
    `day: ${addDays(today, 1)}`,
    `items: [{ name: ${title}, amount: 一袋 }]`,
    'slots:',
    ...Array.from(
      { length: slots },
      (_, at) => `  - { id: s${at}, from: "${10 + at}:00", to: "${10 + at}:50", place: 东门, capacity: ${capacity} }`,
    ),
    `changed: { day: ${yesterday}, at: "08:00" }`,
  );

/** A town of one house with a door for everybody, on real time: rice for all, salt for few, and the sample's medicine. */
export const writeDrillTown = (folder: string): void => {
  file(folder, 'town.md', 'name: 演习镇', ...PHONES);
  cpSync('content/services/medicine.md', join(folder, 'services/medicine.md'));
  file(folder, 'ju/committee.md', 'name: 演习居委会', ...PHONES);
  file(
    folder,
    'ju/yuan/compound.md',
    'name: 演习花园',
    'kind: 小区',
    'buildings:',
    '  - { ids: 1-9 }',
    `status: { state: 管控, since: ${today}, changed: { day: ${yesterday}, at: "08:00" } }`,
    ...PHONES,
  );
  supply(folder, 'rice', '大米', MANY, 8);
  supply(folder, 'salt', '盐', FEW, 1);
};
