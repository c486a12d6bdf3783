import { expect, test } from 'vitest';
import { fitPoster, POSTER_SIZES } from '../../../domain/channel/fit.ts';
import { postersOf } from '../../../domain/channel/poster.ts';
import type { Item } from '../../../domain/channel/item.ts';
import { notice, post, round, supply, voice } from './made.ts';

const fitted = (item: Item) => postersOf(voice(), item).map(fitPoster);

test('a round has a sheet for each building that it concerns, with that building’s time and place', () => {
  const sheets = postersOf(voice(), round());
  expect(sheets.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  const seven = sheets.at(-1);
  expect(seven?.whose).toBe('7号楼');
  expect(seven?.day).toBe('4月17日 周日');
  expect(seven?.parts.map(({ weather, turns }) => [weather, ...turns.map(({ span, place }) => `${span} ${place}`)])).toEqual([
    ['fine', '08:30–09:20 大草坪', '16:00–16:30 大草坪'],
    ['rainy', '10:00–11:10 车库入口'],
  ]);
});

test('when a plan is chosen its sheet shows only that one', () => {
  const [one] = postersOf(voice(), round({ plan: 'fine' }));
  expect(one?.parts).toHaveLength(1);
  expect(one?.parts[0]?.weather).toBeUndefined();
  expect(postersOf(voice(), round({ plan: 'fine' }))).toHaveLength(6);
});

test('a distribution: for buildings with slots of their own one each, else one for all; a notice and a post one', () => {
  expect(postersOf(voice(), supply()).map(({ id }) => id)).toEqual(['1', '2']);
  const open = supply({ slots: [{ from: '09:00', to: '10:00', place: '东门' }] });
  expect(postersOf(voice(), open).map(({ id, from }) => [id, from])).toEqual([['', '百花苑']]);
  expect(postersOf(voice(), notice())).toHaveLength(1);
  expect(postersOf(voice(), post())).toHaveLength(1);
});

test('a short sheet has the largest letters; a long text is cut before they become too small to read', () => {
  expect(fitted(notice())).toMatchObject([{ size: 0, cut: false }]);
  const [long] = fitted(notice({}, `<p>${'请大家在家等候。'.repeat(400)}</p>`));
  expect(POSTER_SIZES[long?.size ?? -1]).toBeGreaterThanOrEqual(6);
  expect(long?.cut).toBe(true);
  expect(long?.lines.join('')).toMatch(/^(请大家在家等候。)+$/);
});

test('more slots than a sheet can hold are left out, and it says so', () => {
  const slots = Array.from({ length: 40 }, (_, at) => ({ id: `s${at}`, from: '09:00', to: '10:00', place: '东门'.repeat(10) }));
  const [sheet] = fitted(supply({ slots }));
  expect(sheet?.parts.flatMap(({ turns }) => turns).length).toBeLessThan(40);
  expect(sheet?.cut).toBe(true);
});

test('however long all names are, neither weather plan is left out', () => {
  const long = '很长的名字'.repeat(40);
  const batches = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((id, at) => {
    const hour = String(8 + at).padStart(2, '0');
    return { id, point: 'lawn', from: `${hour}:00`, to: `${hour}:50`, buildings: '1', floors: long.slice(0, 20) };
  });
  const plan = { batches, note: long.slice(0, 200) };
  const many = { ...voice(), points: [{ id: 'lawn', name: long.slice(0, 30) }] };
  const [sheet] = postersOf(many, round({ title: long.slice(0, 40), fine: plan, rainy: plan }, `<p>${long}</p>`)).map(fitPoster);
  expect(sheet?.parts.map(({ weather, turns }) => [weather, turns.length > 0])).toEqual([
    ['fine', true],
    ['rainy', true],
  ]);
});

test('a time stands whole on its sheet, however little else there is to say', () => {
  for (const item of [round(), supply(), post()])
    for (const { parts, size } of fitted(item))
      for (const { span } of parts.flatMap(({ turns }) => turns.filter(({ less }) => !less))) {
        // three times the letter, eleven signs of two thirds of it: 178 mm are there
        expect(span.length * 0.6 * 3 * (POSTER_SIZES[size] ?? 0), span).toBeLessThanOrEqual(178);
      }
});
