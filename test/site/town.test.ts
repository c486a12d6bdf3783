import { expect, test } from 'vitest';
import { KINDS } from '../../domain/address.ts';
import { readCatalogue } from '../../site/catalogue/catalogue.ts';

const { committees, town, faults } = readCatalogue('content');
const compounds = committees.flatMap((committee) => committee.compounds);
const count = (entries: (compound: (typeof compounds)[number]) => readonly unknown[]) =>
  compounds.reduce((sum, compound) => sum + entries(compound).length, 0);

test('the sample town has no fault', () => {
  expect(faults).toEqual([]);
});

test('the sample town is a town: all four kinds, every level, every sort of entry', () => {
  expect(committees.length).toBeGreaterThanOrEqual(12);
  expect(compounds.length).toBeGreaterThanOrEqual(30);
  expect(new Set(compounds.map(({ kind }) => kind))).toEqual(new Set(KINDS));
  expect(Math.max(...committees.map((committee) => committee.compounds.length))).toBeGreaterThanOrEqual(13);
  const notices =
    town.notices.length + committees.reduce((sum, committee) => sum + committee.notices.length, 0) + count(({ notices }) => notices);
  expect(notices).toBeGreaterThanOrEqual(48);
  expect(count(({ rounds }) => rounds)).toBeGreaterThanOrEqual(10);
  expect(count(({ supplies }) => supplies)).toBeGreaterThanOrEqual(8);
  expect(count(({ posts }) => posts)).toBeGreaterThanOrEqual(5);
  expect(town.services.length).toBeGreaterThanOrEqual(7);
});

test('every telephone number of the sample is one that nobody has, or a service number', () => {
  const phones = [
    ...town.phones,
    ...committees.flatMap((committee) => [...committee.phones, ...committee.services.flatMap((service) => service.phones)]),
    ...compounds.flatMap((compound) => compound.phones),
  ];
  expect(phones.map(({ phone }) => phone).filter((phone) => !/^0215555\d{4}$|^(110|120|12345)$/.test(phone))).toEqual([]);
});
