import { and, eq, getTableColumns, gt, inArray, isNull, lte, max, or } from 'drizzle-orm';
import { devices, people, sessions } from '../../db/schema/staff.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../../domain/clock.ts';
import { hashOf } from '../lookup.ts';
import type { Moment } from '../moment.ts';
import { liveGrants } from './grants.ts';
import { openPerson } from './people.ts';
import type { Store } from './store.ts';
import { newToken } from './tokens.ts';

/** A session without a tap ends after half an hour, any session after twelve hours (real time). */
export const IDLE = 30 * MINUTE;
export const LONGEST = 12 * HOUR;
/** Who worked here so lately is remembered: when he was last seen, and to be asked again with one tap. */
export const REMEMBERED = 7 * DAY;
// Not every page writes: a minute more or less is no matter.
const NOTED = MINUTE;

export type Session = typeof sessions.$inferSelect;

/** Opens a session. @param deviceId nothing where a sealed code opens it. @returns the token for its cookie */
export const openSession = async (
  { db, keys }: Store,
  personId: string,
  deviceId: string | null,
  grantId: string,
  at: Instant,
): Promise<string> => {
  const token = newToken();
  const id = await hashOf(keys, 'session', token);
  await db.insert(sessions).values({ id, personId, deviceId, grantId, startedAt: at, seenAt: at, endsAt: at + LONGEST });
  return token;
};

/** Whoever a token lets in: the live session, its device still enrolled, the person, and all grants that hold now; nothing otherwise. */
export const sessionWith = async ({ db, keys }: Store, token: string, now: Moment) => {
  const id = await hashOf(keys, 'session', token);
  const whose = db.select({ id: sessions.personId }).from(sessions).where(eq(sessions.id, id));
  const [[session], [row], live] = await db.batch([
    db
      .select(getTableColumns(sessions))
      .from(sessions)
      .leftJoin(devices, eq(devices.id, sessions.deviceId))
      .where(
        and(
          eq(sessions.id, id),
          gt(sessions.endsAt, now.real),
          gt(sessions.seenAt, now.real - IDLE),
          or(isNull(sessions.deviceId), and(isNull(devices.revokedAt), isNull(devices.lockedAt))),
        ),
      )
      .limit(1),
    db.select().from(people).where(eq(people.id, whose)),
    liveGrants(db, whose, now),
  ]);
  return session && row && { session, person: await openPerson({ keys }, row), grants: live };
};

/** Notes that somebody is still there. */
export const touch = async ({ db }: Store, { id, seenAt }: Session, at: Instant): Promise<void> => {
  if (at - seenAt < NOTED) return;
  await db.update(sessions).set({ seenAt: at }).where(eq(sessions.id, id));
};

/** Ends a session at once; that it was stays on record for a while. @param at real time */
export const endSession = async ({ db }: Store, id: string, at: Instant): Promise<void> => {
  await db.update(sessions).set({ seenAt: at, endsAt: at }).where(eq(sessions.id, id));
};

/** Works on under another grant of the same person; the caller has seen that it holds. */
export const switchGrant = async ({ db }: Store, id: string, grantId: string): Promise<void> => {
  await db.update(sessions).set({ grantId }).where(eq(sessions.id, id));
};

/** When people last worked at the desk (real time); those who did not lately are not there. At most ninety. */
export const lastSeen = async ({ db }: Pick<Store, 'db'>, personIds: readonly string[]): Promise<ReadonlyMap<string, Instant>> => {
  const rows = await db
    .select({ id: sessions.personId, at: max(sessions.seenAt) })
    .from(sessions)
    .where(inArray(sessions.personId, personIds.slice(0, 90)))
    .groupBy(sessions.personId);
  return new Map(rows.flatMap(({ id, at }): [string, Instant][] => (at === null ? [] : [[id, at]])));
};

/** Sessions that have been over for a week are forgotten. @param at real time */
export const dropSessions = ({ db }: Store, at: Instant) => db.delete(sessions).where(lte(sessions.endsAt, at - REMEMBERED));
