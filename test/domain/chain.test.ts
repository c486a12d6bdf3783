import { describe, expect, test } from 'vitest';
import { gotAfter, nightOf, type Progress, stateAfter } from '../../domain/chain.ts';
import { instant } from '../../domain/clock.ts';
import { likenesses } from '../../domain/label.ts';

const drug = (state: Progress['state'], got = 0, runId: string | null = null): Progress => ({ state, got, runId });

describe('where a request stands', () => {
  test.each([
    ['all bought', [drug('bought', 2), drug('substitute', 1)], 'scheduled', 'bought'],
    ['bought, and one not wanted any more', [drug('bought', 2), drug('cancelled')], 'waiting', 'bought'],
    ['none wanted any more', [drug('cancelled')], 'taken', 'waiting'],
    ['one bought here, the other not to be had', [drug('bought', 2, 'r'), drug('missing')], 'scheduled', 'waiting'],
    ['the missing one on another run', [drug('bought', 2, 'r'), drug('missing', 0, 's')], 'waiting', 'scheduled'],
    ['part of it', [drug('part', 1)], 'scheduled', 'waiting'],
    ['still looking, the other one on its way', [drug('looking'), drug('open', 0, 'r')], 'scheduled', 'waiting'],
    ['on a run', [drug('open', 0, 'r'), drug('open', 0, 's')], 'taken', 'scheduled'],
    ['one on a run, the other on none', [drug('open', 0, 'r'), drug('open')], 'taken', 'taken'],
    ['one half bought, the other on no run', [drug('bought', 1), drug('open')], 'scheduled', 'waiting'],
    ['taken off its run', [drug('open')], 'scheduled', 'taken'],
    ['put right after it was delivered', [drug('bought', 2)], 'delivered', 'delivered'],
  ] as const)('%s', (_, drugs, now, state) => {
    expect(stateAfter(drugs, now, false)).toBe(state);
  });

  test('is with the card where nothing else has begun', () => {
    expect(stateAfter([drug('open')], 'scheduled', true)).toBe('carded');
  });
});

test('what one hospital had stays when the next one had none; a wrong word is taken back', () => {
  expect(gotAfter(drug('part', 1), { outcome: 'missing', got: 0 })).toBe(1);
  expect(gotAfter(drug('bought', 2), { outcome: 'missing', got: 0 })).toBe(0);
  expect(gotAfter(drug('part', 1), { outcome: 'bought', got: 3 })).toBe(3);
});

test('a night lasts until four in the morning', () => {
  expect(nightOf(instant('2022-04-16', '22:00'))).toBe('2022-04-16');
  expect(nightOf(instant('2022-04-17', '03:59'))).toBe('2022-04-16');
  expect(nightOf(instant('2022-04-17', '04:00'))).toBe('2022-04-17');
});

test('bags of one name and of one home are told apart, however they were typed', () => {
  const bags = [
    { name: '陈阿婆', home: '1/101' },
    { name: '陈 阿婆', home: '2/201' },
    { name: '陈老伯', home: '１/101' },
    { name: '顾明远', home: '3/301' },
  ];
  expect(likenesses(bags)).toEqual([
    { name: true, home: true },
    { name: true, home: false },
    { name: false, home: true },
    { name: false, home: false },
  ]);
});
