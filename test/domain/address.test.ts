import { expect, test } from 'vitest';
import * as z from 'zod';
import { addressShape, doorOf, householdOf, type Site, unitFault } from '../../domain/address.ts';
import { zhCN } from '../../domain/words/index.ts';

const compound: Site = {
  kind: 'compound',
  buildings: [
    { id: '3', name: '3号楼', units: 2 },
    { id: '4', name: '4号楼' },
  ],
};
const street: Site = { kind: 'street', buildings: [{ id: 'hongqiao-121', name: '虹桥路121号' }] };

test('one door, however it is typed, is one household', () => {
  const doors = ['301', '0301', '301室', '３０１'].map((room) => householdOf('compound', { building: '3', unit: '2单元', room }));
  expect(new Set(doors)).toEqual(new Set(['3/2/301']));
  expect(householdOf('compound', { building: '3', unit: '1', room: '301' })).not.toBe(doors[0]);
});

test('behind one street number live several families', () => {
  const [one, other] = ['沈', '陆'].map((family) => householdOf('street', { building: 'hongqiao-121', family }));
  expect(one).not.toBe(other);
  expect(householdOf('street', { building: 'hongqiao-121', family: '沈家', room: '二楼' })).toBe(one);
});

test('a village has groups and houses, a work site dormitories and beds', () => {
  expect(householdOf('village', { building: '7', house: '015号' })).toBe('7/15');
  expect(householdOf('worksite', { building: '2', bed: 'a3床' })).toBe('2/A3');
});

test('an address is checked against the buildings that there are', () => {
  const schema = z.object(addressShape(compound, zhCN));
  expect(schema.safeParse({ building: '３', unit: '1', room: '301' }).success).toBe(true);
  expect(schema.safeParse({ building: '9', room: '301' }).error?.issues[0]?.message).toBe('请从列表里选择楼栋');
  expect(schema.safeParse({ building: '3' }).error?.issues[0]?.message).toBe('请填写室号');
  expect(z.object(addressShape(street, zhCN)).safeParse({ building: 'hongqiao-121' }).error?.issues[0]?.message).toBe('请填写户主姓氏');
});

test('a unit is asked for only where the building has several', () => {
  expect(unitFault(compound, { building: '3', unit: '3' }, zhCN)).toBe('这栋楼只有2个单元');
  expect(unitFault(compound, { building: '3' }, zhCN)).toBe('请填写单元');
  expect(unitFault(compound, { building: '3', unit: '2' }, zhCN)).toBeUndefined();
  expect(unitFault(compound, { building: '4' }, zhCN)).toBeUndefined();
});

test('a door is said as a person says it', () => {
  expect(doorOf(compound, { building: '3', unit: '2', room: '301' }, zhCN)).toBe('3号楼 2单元 301室');
  expect(doorOf(street, { building: 'hongqiao-121', family: '沈' }, zhCN)).toBe('虹桥路121号 沈家');
});
