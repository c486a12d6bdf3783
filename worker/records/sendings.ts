import { and, asc, desc, eq, gte, isNotNull, gt, lte, or, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { sendings } from '../../db/schema/tidings.ts';
import { type Instant, MINUTE } from '../../domain/clock.ts';
import { A_MINUTE, isForEver, isGivenUp, waitAfter } from '../../domain/robot.ts';
import { unseal } from '../seal.ts';
import type { Outcome } from '../tidings/message.ts';
import { among } from './rows.ts';
import type { Store } from './store.ts';

export type Sending = typeof sendings.$inferSelect;

/** Longer than a message and its answer may take: until then a sending belongs to whoever began it. */
const CLAIMED = 2 * MINUTE;

// As words and not as parameters: only so SQLite takes the index that holds what is open and nothing else.
const OPEN = sql.raw("sendings.state in ('waiting', 'sending')");

/** Whether something stands in the queue, or went out, that has overtaken a sending. */
export const overtaken: SQL<number> = sql`exists (select 1 from sendings newer where newer.channel_id = sendings.channel_id
  and newer.subject = sendings.subject and newer.as_of > sendings.as_of)`;

const sealedText = z.object({ text: z.string() });

/** Faults of the channel and not of one message: the rest of its queue waits as well. */
export const stops = ({ fault }: Pick<Outcome, 'fault'>): boolean => fault !== undefined && fault !== 'content' && fault !== 'other';

/** What is due, and what has to be known of it before it is sent. */
export type Due = Pick<Sending, 'id' | 'channelId' | 'subject' | 'revision' | 'tries' | 'madeAt'> & { overtaken: number };

/** What is due, wherever: urgent first. @param subjects only these */
export const dueAll = ({ db }: Pick<Store, 'db'>, at: Instant, subjects?: readonly string[]) =>
  db
    .select({
      ...{ id: sendings.id, channelId: sendings.channelId, subject: sendings.subject, revision: sendings.revision },
      ...{ tries: sendings.tries, madeAt: sendings.madeAt, overtaken },
    })
    .from(sendings)
    .where(and(OPEN, lte(sendings.nextAt, at), subjects && among(sendings.subject, subjects)))
    .orderBy(desc(sendings.urgent), asc(sendings.madeAt), sql`sendings.rowid`);

/** How many more messages some channels take in the minute that has begun: none where a fault of the channel makes it pause. */
export const roomIn = async ({ db }: Pick<Store, 'db'>, channelIds: Iterable<string>, at: Instant): Promise<(id: string) => number> => {
  const minute = Math.floor(at / MINUTE) * MINUTE;
  const pausing = and(eq(sendings.state, 'waiting'), isNotNull(sendings.fault), gt(sendings.nextAt, at));
  const rows = await db
    .select({
      channelId: sendings.channelId,
      state: sendings.state,
      fault: sendings.fault,
      nextAt: sendings.nextAt,
      triedAt: sendings.triedAt,
    })
    .from(sendings)
    // What was tried in this minute counts, whatever came of it.
    .where(and(among(sendings.channelId, channelIds), or(gte(sendings.triedAt, minute), pausing)))
    .orderBy(desc(sendings.triedAt));
  return (id) => {
    const own = rows.filter(({ channelId }) => channelId === id);
    const pause = own.find(({ state, fault, nextAt }) => state === 'waiting' && fault !== null && nextAt > at);
    if (pause?.fault && stops({ fault: pause.fault })) return 0;
    return Math.max(0, A_MINUTE - own.filter(({ triedAt }) => (triedAt ?? 0) >= minute).length);
  };
};

/** Drops what is due and helps nobody any more: it was withdrawn or overtaken, or somebody has seen to it. */
export const drop = async ({ db }: Pick<Store, 'db'>, ids: readonly string[], at: Instant): Promise<void> => {
  if (ids.length === 0) return;
  await db
    .update(sendings)
    .set({ state: 'dropped', sealed: null, keyId: null })
    .where(and(among(sendings.id, ids), OPEN, lte(sendings.nextAt, at)));
};

/**
 * Takes a sending for oneself, in one statement: of two that run at once one has it, and of what was overtaken nobody. One that
 * somebody began and never came back from may have arrived: it is taken as a repeat.
 * @param at real time
 */
export const claim = async (
  { db }: Pick<Store, 'db'>,
  { id, tries }: Pick<Sending, 'id' | 'tries'>,
  at: Instant,
): Promise<Sending | undefined> => {
  const [mine] = await db
    .update(sendings)
    .set({
      state: 'sending',
      tries: tries + 1,
      nextAt: at + CLAIMED,
      triedAt: at,
      repeat: sql`${sendings.repeat} or ${sendings.state} = 'sending'`,
    })
    .where(and(eq(sendings.id, id), eq(sendings.tries, tries), OPEN, lte(sendings.nextAt, at), sql`not ${overtaken}`))
    .returning();
  return mine;
};

/** What a sending says. */
export const textOf = async ({ keys }: Pick<Store, 'keys'>, { id, sealed }: Sending): Promise<string> =>
  (await unseal(keys, `sendings/${id}`, sealed ?? '', sealedText)).text;

/** Writes down what came of a sending. What was overtaken meanwhile is not tried again. @param at real time */
export const noteOutcome = async (
  { db }: Pick<Store, 'db'>,
  { id, tries, madeAt, repeat }: Sending,
  { fault, answer }: Outcome,
  at: Instant,
): Promise<void> => {
  const next = fault === undefined ? at : at + waitAfter(tries, fault);
  const over = fault === undefined ? 'sent' : isForEver(fault) ? 'failed' : isGivenUp(madeAt, next) ? 'given-up' : undefined;
  const mine = and(eq(sendings.id, id), eq(sendings.tries, tries));
  // The words are not needed any more, and may hold a head's link.
  const forgotten = { sealed: null, keyId: null };
  await db.batch([
    db
      .update(sendings)
      .set({
        ...{ state: over ?? 'waiting', fault: fault ?? null, answer: answer ?? null, nextAt: next, repeat: repeat || fault === 'unsure' },
        ...(over === 'sent' && forgotten),
      })
      .where(mine),
    db
      .update(sendings)
      .set({ state: 'dropped', ...forgotten })
      .where(and(mine, eq(sendings.state, 'waiting'), overtaken)),
  ]);
};
