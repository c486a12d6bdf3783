import { and, count, desc, eq, gt, inArray, isNull, like, lt, sql } from 'drizzle-orm';
import { channels, sendings } from '../../db/schema/tidings.ts';
import { DAY, type Instant } from '../../domain/clock.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { among } from './rows.ts';
import { overtaken, type Sending } from './sendings.ts';
import type { Store } from './store.ts';

/** The last sendings of some channels, the newest first. */
export const sendingsOf = ({ db }: Pick<Store, 'db'>, channelIds: readonly string[], most = 60): Promise<Sending[]> =>
  db.select().from(sendings).where(among(sendings.channelId, channelIds)).orderBy(desc(sendings.madeAt)).limit(most);

/** What some channels have been sent of an item as it is now. */
export const sendingsAbout = (
  { db }: Pick<Store, 'db'>,
  channelIds: readonly string[],
  { path, revision }: { path: string; revision: string },
): Promise<Sending[]> =>
  db
    .select()
    .from(sendings)
    .where(and(among(sendings.channelId, channelIds), eq(sendings.subject, path), like(sendings.revision, `${revision}%`)))
    .orderBy(desc(sendings.madeAt))
    .limit(20);

// As words: an index holds these and nothing else.
const UNSENT = sql.raw("sendings.state in ('failed', 'given-up')");

/** How many messages of a scope's channels did not get through in the last day, and are not tried any more. */
export const unsentIn = async (duty: Pick<Duty, 'store' | 'scope' | 'now'>): Promise<number> => (await unsentQuery(duty))[0]?.count ?? 0;

export const unsentQuery = ({ store: { db }, scope, now }: Pick<Duty, 'store' | 'scope' | 'now'>) =>
  db
    .select({ count: count() })
    .from(sendings)
    .innerJoin(channels, eq(channels.id, sendings.channelId))
    .where(and(UNSENT, gt(sendings.triedAt, now.real - DAY), isNull(channels.offAt), within(sendings, { ...scope, building: undefined })));

/** What failed is tried once more, after somebody has changed what was wrong. @returns what it is about; nothing where it is overtaken */
export const tryAgain = async ({ db }: Store, channelId: string, id: string, at: Instant): Promise<string | undefined> => {
  const [again] = await db
    .update(sendings)
    .set({ state: 'waiting', nextAt: at, madeAt: at })
    .where(and(eq(sendings.id, id), eq(sendings.channelId, channelId), UNSENT, sql`not ${overtaken}`))
    .returning({ subject: sendings.subject });
  return again?.subject;
};

const KEPT = 30 * DAY;

/** Forgets sendings a month after they were made, and drops what waits for a channel that is off. @param at real time */
export const sweepSendings = async ({ db }: Pick<Store, 'db'>, at: Instant): Promise<void> => {
  const off = db.select({ id: channels.id }).from(channels).where(sql`${channels.offAt} is not null`);
  await db.batch([
    db
      .update(sendings)
      .set({ state: 'dropped', sealed: null, keyId: null })
      .where(and(inArray(sendings.channelId, off), inArray(sendings.state, ['waiting', 'sending']))),
    db.delete(sendings).where(lt(sendings.madeAt, at - KEPT)),
  ]);
};
