import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lte, ne, sql } from 'drizzle-orm';
import * as z from 'zod';
import { sendings } from '../../db/schema/tidings.ts';
import { type Instant, MINUTE } from '../../domain/clock.ts';
import { A_MINUTE, isForEver, isGivenUp, waitAfter } from '../../domain/robot.ts';
import { seal, unseal } from '../seal.ts';
import type { Outcome } from '../tidings/message.ts';
import type { Channel } from './channels.ts';
import { among } from './rows.ts';
import type { Store } from './store.ts';

export type Sending = typeof sendings.$inferSelect;

/** Something to be said in a channel. */
export interface Tiding {
  subject: string;
  revision: string;
  title: string;
  text: string;
  urgent: boolean;
}

const sealedText = z.object({ text: z.string() });

/** Longer than a message and its answer may take: until then a sending belongs to whoever began it. */
export const CLAIMED = 2 * MINUTE;

/** Which of some subjects stand in a channel's queue already, as `subject revision`. */
const standing = async ({ db }: Store, channelId: string, subjects: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await db
    .select({ subject: sendings.subject, revision: sendings.revision })
    .from(sendings)
    .where(and(eq(sendings.channelId, channelId), among(sendings.subject, subjects)));
  return new Set(rows.map(({ subject, revision }) => `${subject} ${revision}`));
};

/**
 * Puts tidings into a channel's queue. What stands there already, waiting or done, stays as it is; an older revision of the
 * same subject that still waits is sent no more.
 * @param at real time @returns how many are new
 */
export const enqueue = async (store: Store, channel: Channel, tidings: readonly Tiding[], at: Instant): Promise<number> => {
  if (tidings.length === 0) return 0;
  const { db, keys } = store;
  const known = await standing(
    store,
    channel.id,
    tidings.map(({ subject }) => subject),
  );
  const fresh = tidings.filter(({ subject, revision }) => !known.has(`${subject} ${revision}`));
  let added = 0;
  for (const { text, ...tiding } of fresh) {
    const id = crypto.randomUUID();
    const { town, committee, compound } = channel;
    const row: Sending = {
      ...{ id, town, committee, compound, channelId: channel.id, ...tiding, ...(await seal(keys, `sendings/${id}`, { text })) },
      ...{ state: 'waiting', tries: 0, repeat: false, nextAt: at, fault: null, answer: null, madeAt: at, triedAt: null },
    };
    const { subject, revision } = tiding;
    const older = and(
      eq(sendings.channelId, channel.id),
      eq(sendings.subject, subject),
      ne(sendings.revision, revision),
      eq(sendings.state, 'waiting'),
    );
    const [, stored] = await db.batch([
      db.update(sendings).set({ state: 'dropped', sealed: null, keyId: null }).where(older),
      db.insert(sendings).values(row).onConflictDoNothing().returning({ id: sendings.id }),
    ]);
    added += stored.length;
  }
  return added;
};

/** Faults of the channel and not of one message: the rest of its queue waits as well. */
export const stops = ({ fault }: Outcome): boolean => fault !== undefined && fault !== 'content' && fault !== 'other';

/** What is due in a channel, urgent first; no more than the robot takes in the minute that has begun. */
export const dueIn = async ({ db }: Store, { id }: Channel, at: Instant): Promise<Sending[]> => {
  const minute = Math.floor(at / MINUTE) * MINUTE;
  // What was tried in this minute counts, whatever came of it.
  const [tried] = await db
    .select({ count: sql<number>`count(*)` })
    .from(sendings)
    .where(and(eq(sendings.channelId, id), gte(sendings.triedAt, minute)));
  const room = A_MINUTE - (tried?.count ?? 0);
  if (room <= 0) return [];
  const [pause] = await db
    .select({ fault: sendings.fault })
    .from(sendings)
    .where(and(eq(sendings.channelId, id), eq(sendings.state, 'waiting'), isNotNull(sendings.fault), gt(sendings.nextAt, at)))
    .orderBy(desc(sendings.triedAt))
    .limit(1);
  if (pause?.fault && stops({ fault: pause.fault })) return [];
  return db
    .select()
    .from(sendings)
    .where(and(eq(sendings.channelId, id), inArray(sendings.state, ['waiting', 'sending']), lte(sendings.nextAt, at)))
    .orderBy(desc(sendings.urgent), asc(sendings.madeAt), asc(sendings.id))
    .limit(room);
};

/**
 * Takes a sending for oneself, in one statement: of two that run at once one has it. One that somebody began and never came
 * back from may have arrived: it is taken as a repeat.
 * @param at real time
 */
export const claim = async ({ db }: Store, { id, tries }: Sending, at: Instant): Promise<Sending | undefined> => {
  const [mine] = await db
    .update(sendings)
    .set({
      state: 'sending',
      tries: tries + 1,
      nextAt: at + CLAIMED,
      triedAt: at,
      repeat: sql`${sendings.repeat} or ${sendings.state} = 'sending'`,
    })
    .where(and(eq(sendings.id, id), eq(sendings.tries, tries), inArray(sendings.state, ['waiting', 'sending']), lte(sendings.nextAt, at)))
    .returning();
  return mine;
};

/** What a sending says. */
export const textOf = async ({ keys }: Pick<Store, 'keys'>, { id, sealed }: Sending): Promise<string> =>
  (await unseal(keys, `sendings/${id}`, sealed ?? '', sealedText)).text;

/** Writes down what came of a sending. @param at real time */
export const noteOutcome = async (
  { db }: Store,
  { id, tries, madeAt, repeat }: Sending,
  { fault, answer }: Outcome,
  at: Instant,
): Promise<void> => {
  const next = fault === undefined ? at : at + waitAfter(tries, fault);
  const over = fault === undefined ? 'sent' : isForEver(fault) ? 'failed' : isGivenUp(madeAt, next) ? 'given-up' : undefined;
  await db
    .update(sendings)
    .set({
      ...{ state: over ?? 'waiting', fault: fault ?? null, answer: answer ?? null, nextAt: next, repeat: repeat || fault === 'unsure' },
      // The words are not needed any more, and may hold a head's link.
      ...(over === 'sent' && { sealed: null, keyId: null }),
    })
    .where(and(eq(sendings.id, id), eq(sendings.tries, tries)));
};
