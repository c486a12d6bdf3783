import { expect, test } from 'vitest';
import { instant } from '../../domain/clock.ts';
import { roundFile } from '../../domain/round-file.ts';
import { openPlans, roundIsOver, roundOf } from '../../domain/round.ts';
import { turnsOf } from '../../domain/turn.ts';

const file = (fields: object) =>
  roundOf(
    '0416',
    roundFile.parse({
      title: '第三轮',
      day: '2022-04-16',
      changed: { day: '2022-04-15', at: '22:00' },
      fine: {
        batches: [
          { point: 'east', from: '08:00', to: '08:40', buildings: '1-3' },
          { point: 'west', from: '9:00', to: '9:40', buildings: ['4'], state: '推迟', late: '30' },
          { point: 'east', from: '16:30', to: '17:30', group: '学生' },
        ],
      },
      rainy: { batches: [{ point: 'hall', from: '08:30', to: '09:30', buildings: '1-4' }] },
      ...fields,
    }),
    '',
    ['身份证'],
  );
const at = (time: string) => instant('2022-04-16', time);

test('my building has its own time and point, with the delay counted in', () => {
  const [first] = turnsOf([file({})], '2', at('07:30'));
  expect([first?.batch.point, first?.batch.startsAt]).toEqual(['east', at('08:00')]);
  const [late] = turnsOf([file({})], '4', at('07:30'));
  expect([late?.batch.late, late?.batch.startsAt, late?.batch.endsAt]).toEqual([30, at('09:30'), at('10:10')]);
});

test('one word switches to the rainy plan, and both stand while none is chosen', () => {
  expect(turnsOf([file({ plan: '雨天' })], '2', at('07:30')).map(({ batch }) => batch.point)).toEqual(['hall']);
  expect(turnsOf([file({ plan: '待定' })], '2', at('07:30')).map(({ weather, batch }) => `${weather} ${batch.point}`)).toEqual([
    'fine east',
    'rainy hall',
    'fine east',
  ]);
  expect(openPlans(file({ plan: '待定' }))).toHaveLength(2);
});

test('what is over or done is no turn any more', () => {
  expect(turnsOf([file({})], '2', at('08:40')).map(({ batch }) => batch.group)).toEqual(['students']);
  const done = file({ fine: { batches: [{ point: 'east', from: '08:00', to: '08:40', buildings: '1', state: 'done' }] } });
  expect(turnsOf([done], '1', at('08:10'))).toEqual([]);
  expect(roundIsOver(done, at('08:10'))).toBe(true);
  expect(roundIsOver(file({}), at('10:30'))).toBe(false);
  expect(roundIsOver(file({}), at('17:30'))).toBe(true);
});

test("a students' batch stands behind the building's own turn, and alone where the building has none", () => {
  expect(turnsOf([file({})], '2', at('07:30')).map(({ batch }) => batch.group)).toEqual([undefined, 'students']);
  expect(turnsOf([file({})], '9', at('07:30')).map(({ batch }) => batch.group)).toEqual(['students']);
});

test('a chosen plan has to be there, and a batch says for whom it is', () => {
  const parsed = roundFile.safeParse({
    title: 'x',
    day: '2022-04-16',
    plan: 'rainy',
    changed: { day: '2022-04-15', at: '22:00' },
    fine: { batches: [{ point: 'east', from: '09:00', to: '08:00' }] },
  });
  const messages = parsed.error?.issues.map(({ message }) => message);
  expect(messages).toContain('结束时间比开始时间早');
});
