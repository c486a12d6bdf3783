import type { Context } from 'hono';
import { addressDoor } from './doors.ts';
import type { HomeLine } from '../../../site/desk/medicine.ts';
import { tagOf, tagSpoken } from '../../../domain/tag.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { sideOf } from '../../records/homes.ts';
import { peopleBy } from '../../records/people.ts';
import type { Request } from '../../records/requests.ts';

type Side = Awaited<ReturnType<typeof sideOf>>;

const line = async (c: Context<Portal>, duty: Duty, row: Request, { drugs, cards }: Side, names: ReadonlyMap<string, { name: string }>) => {
  const { name, place, door } = await addressDoor(c, duty, row);
  const { id, state, urgent, dueAt, daysLeft, eraseAt, erasedAt, endedAt } = row;
  const left = drugs.get(id) ?? { common: 0, special: 0 };
  const holder = cards.get(id);
  return {
    ...{ id, tag: tagSpoken(tagOf(id)), name, place, door, state, urgent, dueAt, drugs: left },
    overdue: endedAt === null && dueAt < duty.now.town,
    closing: eraseAt !== null && erasedAt === null,
    daysLeft: left.common + left.special > 0 ? daysLeft : null,
    holder: holder && (names.get(holder)?.name ?? ''),
  } satisfies HomeLine;
};

/** Requests as a list shows them: whose, where, how pressing; no drug. At most ninety. */
export const homeLines = async (c: Context<Portal>, duty: Duty, rows: readonly Request[]): Promise<HomeLine[]> => {
  const side = await sideOf(duty, rows);
  const names = await peopleBy(duty.store, side.cards.values());
  return Promise.all(rows.map((row) => line(c, duty, row, side, names)));
};

/** The same, by id. */
export const homesBy = async (c: Context<Portal>, duty: Duty, rows: readonly Request[]): Promise<ReadonlyMap<string, HomeLine>> =>
  new Map((await homeLines(c, duty, rows)).map((home) => [home.id, home]));
