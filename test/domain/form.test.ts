import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldsOf, treeOf } from '../../domain/form.ts';

test('rows of drugs become a list, and rows left blank are closed up', () => {
  expect(
    treeOf({
      name: '沈家姆妈',
      'drugs.0.name': '',
      'drugs.0.queue': 'common',
      'drugs.2.name': '胰岛素',
      'drugs.2.days': '2',
      'drugs.3.name': ' ',
    }),
  ).toEqual({ name: '沈家姆妈', drugs: [{ name: '胰岛素', days: '2' }] });
});

test('a record’s data comes back as the fields of its form', () => {
  const fields = fieldsOf({ name: '沈', drugs: [{ name: '胰岛素', days: 2 }], 'q-help': ['送餐', '换水'], unit: undefined });
  expect(fields).toEqual({ name: '沈', 'drugs.0.name': '胰岛素', 'drugs.0.days': '2', 'q-help': ['送餐', '换水'] });
});

test('no field name, however odd, reaches a prototype or throws', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', 'drugs.0.__proto__', 'a.b.c.d', 'drugs.99.name')),
        fc.string(),
      ),
      (fields) => {
        const tree = treeOf(fields);
        expect(Object.getPrototypeOf(tree)).toBe(Object.prototype);
        expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
        expect(Object.keys(tree).every((name) => /^[a-z][a-z0-9-]*$/.test(name))).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});
