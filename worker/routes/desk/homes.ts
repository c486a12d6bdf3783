import type { Context } from 'hono';
import { addressDoor } from './doors.ts';
import type { HomeLine } from '../../../site/desk/medicine/home.ts';
import { tagOf, tagSpoken } from '../../../domain/tag.ts';
import type { Duty } from '../../duty.ts';
import type { Portal } from '../../host.ts';
import { besides, type Side, sideOf } from '../../records/homes.ts';
import type { Request } from '../../records/requests.ts';

const line = async (c: Context<Portal>, duty: Duty, row: Request, { drugs, cards }: Side) => {
  const { name, place, door } = await addressDoor(c, duty, row);
  const { id, state, urgent, dueAt, daysLeft, eraseAt, erasedAt, endedAt } = row;
  const left = drugs.get(id) ?? { common: 0, special: 0 };
  return {
    ...{ id, tag: tagSpoken(tagOf(id)), name, place, door, state, urgent, dueAt, drugs: left },
    overdue: endedAt === null && dueAt < duty.now.town,
    closing: eraseAt !== null && erasedAt === null,
    daysLeft: left.common + left.special > 0 ? daysLeft : null,
    holder: cards.get(id),
  } satisfies HomeLine;
};

/** Requests as a list shows them, by id and in their order: whose, where, how pressing; no drug. */
export const homesBy = async (
  c: Context<Portal>,
  duty: Duty,
  rows: readonly Request[],
  side: Side,
): Promise<ReadonlyMap<string, HomeLine>> =>
  new Map(await Promise.all(rows.map(async (row) => [row.id, await line(c, duty, row, side)] as const)));

/** The same, where nothing else is read with it. */
export const homesOf = async (c: Context<Portal>, duty: Duty, rows: readonly Request[]): Promise<ReadonlyMap<string, HomeLine>> => {
  const ids = rows.map(({ id }) => id);
  return homesBy(c, duty, rows, await sideOf(duty, ...(await duty.store.db.batch(besides(duty, ids)))));
};
