import { describe, expect, test } from 'vitest';
import { instant } from '../../domain/clock.ts';
import { fieldAt, fieldsFrom, fileIn } from '../../domain/press/form.ts';
import { addressOf, itemAt, pathOf } from '../../domain/press/kind.ts';
import { tickedIn, withoutRow, withRow } from '../../domain/press/rows.ts';
import { nextDay, repeated, templateFor } from '../../domain/press/start.ts';
import { ranges, written } from '../../domain/press/written.ts';
import { roundFile } from '../../domain/round-file.ts';

const ground = {
  buildings: Array.from({ length: 12 }, (_, at) => ({ id: String(at + 1), name: `${at + 1}号楼` })),
  points: ['men', 'yuan', 'che'].map((id) => ({ id, name: id })),
  gates: [],
};
const NIGHT = instant('2022-04-17', '01:10');
const stamp = { day: '2022-04-17', at: '01:10' };

test('what lies where is known by its path, and nothing else is', () => {
  const item = { committee: 'mingdu', compound: 'xincun', kind: 'round', id: '0416' } as const;
  expect(itemAt(pathOf(item))).toEqual(item);
  expect(addressOf(item)).toBe('/mingdu/xincun/samplings/0416/');
  expect(itemAt('notices/x.md')).toMatchObject({ committee: '', compound: '', kind: 'notice' });
  for (const path of ['mingdu/samplings/x.md', 'a/b/c/notices/x.md', 'a/b/notices/../x.md', 'town.md', 'a/b/notices/x', '/notices/x.md'])
    expect(itemAt(path), path).toBeUndefined();
});

test('after midnight the day that has begun is meant, before it the next one', () => {
  expect(nextDay(NIGHT)).toBe('2022-04-17');
  expect(nextDay(instant('2022-04-16', '22:00'))).toBe('2022-04-17');
});

test.each(['blank', 'both'])('a round from the template "%s" passes as it stands', (template) => {
  const { file } = fileIn('round', templateFor('round', template, ground, NIGHT), stamp);
  const read = roundFile.parse(file);
  const named = read.fine?.batches.flatMap(({ buildings }) => buildings ?? []);
  expect(named).toEqual(ground.buildings.map(({ id }) => id));
  expect(read.rainy !== undefined).toBe(template === 'both');
});

test('a round goes into its form and comes out as the same file', () => {
  const file = roundFile.parse({
    ...{ title: '4月16日采样', day: '2022-04-16', plan: 'undecided', bring: '口罩、身份证', changed: { day: '2022-04-15', at: '21:30' } },
    fine: {
      note: '三个点',
      batches: [{ id: 'a', point: 'men', from: '7点', to: '8点半', buildings: '1-4、7', home: '是', capacity: '20' }],
    },
    rainy: { batches: [{ point: 'men', from: '07:00', to: '10:00', group: 'elders', state: 'late', late: '20' }] },
  });
  const again = fileIn('round', fieldsFrom('round', written('round', file), '正文'), file.changed);
  expect(roundFile.parse(again.file)).toEqual(file);
  expect(again.body).toBe('正文');
});

test('the last one once more has other days, in words too, and none of its delays', () => {
  const fields = {
    title: '4月1日、4月16日采样',
    ...{ day: '2022-04-16', body: '4月16日早上下楼，14月16日不是一个日子。' },
    ...{ 'fine.0.from': '07:00', 'fine.0.state': 'late', 'fine.0.late': '20' },
  };
  expect(repeated('round', fields, NIGHT)).toEqual({
    title: '4月1日、4月17日采样',
    ...{ day: '2022-04-17', body: '4月17日早上下楼，14月16日不是一个日子。' },
    'fine.0.from': '07:00',
  });
});

test('a notice once more is issued now, and holds until tomorrow', () => {
  const fields = { title: '4月16日停水', day: '2022-04-15', at: '21:00', until: '2022-04-16', body: '4月16日停水。' };
  expect(repeated('notice', fields, NIGHT)).toEqual({ title: '4月18日停水', until: '2022-04-18', body: '4月18日停水。' });
});

describe('one row more', () => {
  const first = { 'fine.0.point': 'men', 'fine.0.from': '07:00', 'fine.0.to': '08:00', 'fine.0.buildings': '1-2' };
  test('is another point at the same time while there are points, then the first one an hour later', () => {
    const second = withRow(first, 'fine', ground);
    expect(second).toMatchObject({ 'fine.1.point': 'yuan', 'fine.1.from': '07:00', 'fine.1.buildings': '3-4' });
    const fourth = withRow(withRow(second, 'fine', ground), 'fine', ground);
    expect(fourth).toMatchObject({ 'fine.3.point': 'men', 'fine.3.from': '08:00', 'fine.3.to': '09:00', 'fine.3.buildings': '7-8' });
  });
  test('less moves those after it up', () => {
    expect(withoutRow({ 'fine.0.from': '1', 'fine.1.from': '2', 'fine.2.from': '3' }, 'fine', 1)).toEqual({
      'fine.0.from': '1',
      'fine.1.from': '3',
    });
  });
});

test('what is ticked is added to what is typed, each once', () => {
  expect(tickedIn({ 'fine.0.buildings': '1-3', 'fine.0.ticks': ['3', '4', '9'] })).toEqual({ 'fine.0.buildings': '1-4、9' });
  expect(ranges(['panyu-301', 'panyu-302', '4', '5'])).toBe('panyu-301、panyu-302、4-5');
});

test.each([
  ['round', ['fine', 'batches', 0, 'buildings', 2], 'fine.0.buildings'],
  ['round', ['rainy', 'note'], 'rainynote'],
  ['round', ['fine'], 'fine'],
  ['notice', ['channels', 1], 'channels'],
  ['notice', ['untilAt'], 'untilat'],
  ['supply', ['opens', 'at'], 'opensat'],
  ['supply', ['slots', 1, 'from'], 'slots.1.from'],
  ['post', ['shifts'], 'shifts'],
] as const)('a fault in a %s at %j stands at the field %s', (kind, path, field) => {
  expect(fieldAt(kind, path)).toBe(field);
});
