import type { Context } from 'hono';
import type { RoundOutline } from '../../../domain/round-outline.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { type Turnout, turnoutOf } from '../../records/turnouts.ts';
import { Refusal } from '../../refusal.ts';
import { buildingSaid } from './line-views.ts';
import { wholeSheetAt } from './offered.ts';
import { param } from './rules.ts';

const { desk } = zhCN;

/** A round, and what was counted of it. */
export interface Counted {
  sheet: Sheet;
  round: RoundOutline;
  counts: Turnout[];
}

/** The round of an address, and its counts. @throws Refusal 404 where its compound has none of that name */
export const countedAt = async (c: Context<Portal>, duty: Duty): Promise<Counted> => {
  const sheet = await wholeSheetAt(c, duty);
  const round = sheet.rounds.find(({ id }) => id === param(c, 'round'));
  if (!round) throw new Refusal(404, desk.shell.none);
  return { sheet, round, counts: await turnoutOf(duty.store, sheet, round.id) };
};

/** Where its page is. */
export const pathOf = ({ sheet, round }: Counted): string => `/desk/turnout/${sheet.committee.id}/${sheet.compound.id}/${round.id}`;

/** A building in words; '' is whoever comes to a batch that is not for certain buildings. */
export const nameOf = (sheet: Sheet, building: string): string => (building === '' ? desk.signups.everyone : buildingSaid(sheet, building));

/** How many were expected and came in all. */
export const sumOf = (counts: readonly Pick<Turnout, 'expected' | 'came'>[]) =>
  counts.reduce((sum, { expected, came }) => ({ expected: sum.expected + expected, came: sum.came + came }), { expected: 0, came: 0 });

/** By building how many are missing of those expected: what the make-up batch is for. */
export const missingOf = ({ sheet, counts }: Counted) => {
  const buildings = [...sheet.buildings.map(({ id }) => id), ''];
  return buildings.flatMap((building) => {
    const { expected, came } = sumOf(counts.filter((one) => one.building === building));
    return expected > came ? [{ name: nameOf(sheet, building), expected, came, missing: expected - came }] : [];
  });
};
