import { expect, test } from 'vitest';
import * as z from 'zod';
import { drugsInput, judgeDrugs, queueOf } from '../../domain/medicine.ts';
import { zhCN } from '../../domain/words/index.ts';

const lists = { common: ['氨氯地平', '二甲双胍'], special: ['胰岛素'] };
const drug = (name: string, days = 10) => ({ name, amount: 1, days });

test('the town’s list says which team fetches a drug, and the resident may correct it', () => {
  expect(queueOf(drug('苯磺酸氨氯地平片'), lists)).toBe('common');
  expect(queueOf(drug('门冬胰岛素30注射液'), lists)).toBe('special');
  expect(queueOf({ name: '二甲双胍', queue: 'special' }, lists)).toBe('special');
});

test('what is on no list is looked at by a person', () => {
  expect(queueOf(drug('某种新药'), lists)).toBe('special');
  expect(queueOf(drug('氨氯地平'), undefined)).toBe('special');
});

test('two days of insulin left is urgent, three are not, by the service’s own bound', () => {
  expect(judgeDrugs({ urgent: { atMost: 2 }, drugs: lists }, [drug('胰岛素', 2), drug('氨氯地平', 20)])).toEqual({
    urgent: true,
    daysLeft: 2,
    queues: ['common', 'special'],
  });
  expect(judgeDrugs({ urgent: { atMost: 2 }, drugs: lists }, [drug('胰岛素', 3)]).urgent).toBe(false);
  expect(judgeDrugs({ urgent: undefined, drugs: lists }, [drug('胰岛素', 2)]).urgent).toBe(true);
});

test('up to ten drugs, each with its name, its boxes and its days', () => {
  const schema = z.object({ drugs: drugsInput(zhCN) });
  const typed = { name: '胰岛素', amount: '２', days: '0' };
  expect(schema.parse({ drugs: [typed] }).drugs[0]).toEqual({ name: '胰岛素', amount: 2, days: 0 });
  expect(schema.safeParse({ drugs: Array.from({ length: 11 }, () => typed) }).error?.issues[0]?.message).toBe(
    '一次最多写10种药，多的请再提交一次',
  );
  expect(schema.safeParse({}).error?.issues[0]?.message).toBe('请至少写一种药');
  expect(schema.safeParse({ drugs: [{ ...typed, days: '-1' }] }).error?.issues[0]?.path).toEqual(['drugs', 0, 'days']);
});
