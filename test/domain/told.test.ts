import { expect, test } from 'vitest';
import type { Progress } from '../../domain/chain.ts';
import { drugsTold, requestTold } from '../../domain/told.ts';
import { zhCN } from '../../domain/words/index.ts';

const drug = (state: Progress['state'], got = 0, runId: string | null = null): Progress => ({ state, got, runId });
const bought = drug('bought', 2);
const say = (drugs: readonly Progress[], state: Parameters<typeof drugsTold>[1], handed = { bag: false, whole: 0 }) =>
  requestTold({ state, drugs: drugsTold(drugs, state, handed) }, zhCN);

test('who has one of two drugs reads so, and not that he waits', () => {
  expect(say([bought, drug('missing')], 'waiting')).toMatchObject({ state: '送到了1种，还有1种在找', next: zhCN.receipt.partNext });
  expect(say([bought, drug('looking', 0, 'run')], 'scheduled').state).toBe('送到了1种，还有1种排好了日子去配');
  expect(say([drug('part', 1), drug('cancelled')], 'waiting').state).toBe('1种先送到一部分，剩下的还在配，1种不要了');
});

test('what is bought is on its way until the bag was brought', () => {
  const handed = { bag: true, whole: 0 };
  expect(say([bought, drug('missing')], 'waiting', handed)).toMatchObject({ state: '在等', drugs: '配到了1种正要送，还有1种在找' });
  expect(say([bought, bought], 'bought', { bag: true, whole: 1 }).state).toBe('送到了1种，配到了1种正要送');
  expect(say([drug('part', 1)], 'waiting', handed).drugs).toBe('1种先配到一部分，剩下的还在配');
});

test('of an end nothing is looked for any more', () => {
  expect(say([bought, drug('looking')], 'unmet').state).toBe('送到了1种，有1种没有配到');
  expect(say([drug('open'), drug('looking')], 'unmet')).toMatchObject({ state: '没办成', drugs: '2种没有配到' });
  expect(say([drug('cancelled')], 'cancelled').drugs).toBeUndefined();
  expect(say([drug('open')], 'received').drugs).toBeUndefined();
});

test('all of it at the door is delivered', () => {
  expect(say([bought, bought], 'delivered')).toMatchObject({ state: '已送到', drugs: '送到了2种' });
  expect(say([bought, drug('cancelled')], 'delivered')).toMatchObject({ state: '已送到', drugs: '送到了1种，1种不要了' });
});
