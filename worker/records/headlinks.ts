import { and, eq, gt, isNull, ne } from 'drizzle-orm';
import { headLinks } from '../../db/schema/tidings.ts';
import { DAY } from '../../domain/clock.ts';
import { type Sheet, whereaboutsOf } from '../../domain/sheet.ts';
import type { Duty } from '../duty.ts';
import { hashOf } from '../lookup.ts';
import type { Moment } from '../moment.ts';
import { listHappening } from './lists.ts';
import { changed } from './deeds.ts';
import type { Store } from './store.ts';
import { newToken } from './tokens.ts';

export type HeadLink = typeof headLinks.$inferSelect;

/** How long a head's link opens (real time): a week, and whoever moves in or falls ill in between is given another one. */
const HOLDS = 7 * DAY;

/**
 * A new link for the head of one building. Those before it stay good until they are over, for somebody may have pasted one.
 * @param ending whether they open nothing from now on
 * @returns its path. It is shown now and never again: only its hash is kept.
 */
export const makeHeadLink = async (duty: Duty, sheet: Sheet, building: string, ending = false): Promise<string> => {
  const { store, now, person } = duty;
  const token = newToken();
  const where = whereaboutsOf(sheet);
  const row: HeadLink = {
    ...{ id: crypto.randomUUID(), ...where, building, tokenHash: await hashOf(store.keys, 'head-link', token) },
    ...{ madeBy: person.id, madeAt: now.real, expiresAt: now.real + HOLDS, revokedAt: null },
  };
  const before = and(
    ...[eq(headLinks.committee, where.committee), eq(headLinks.compound, where.compound), eq(headLinks.building, building)],
    ...[ne(headLinks.id, row.id), isNull(headLinks.revokedAt)],
  );
  await changed(store.db, listHappening(duty, sheet, `head-link/${building}`, 'made', ending ? { ending } : {}), () => [
    store.db.insert(headLinks).values(row).returning({ id: headLinks.id }),
    ...(ending ? [store.db.update(headLinks).set({ revokedAt: now.real }).where(before)] : []),
  ]);
  return `/t/${token}`;
};

/** Whom a link is for; nothing where it is over, was replaced, or never was. */
export const headLinkWith = async ({ db, keys }: Store, token: string, now: Moment): Promise<HeadLink | undefined> => {
  const [link] = await db
    .select()
    .from(headLinks)
    .where(
      and(eq(headLinks.tokenHash, await hashOf(keys, 'head-link', token)), isNull(headLinks.revokedAt), gt(headLinks.expiresAt, now.real)),
    )
    .limit(1);
  return link;
};
