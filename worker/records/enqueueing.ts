import { and, eq, lt, sql } from 'drizzle-orm';
import { sendings } from '../../db/schema/tidings.ts';
import type { Instant } from '../../domain/clock.ts';
import { seal } from '../seal.ts';
import type { Channel } from './channels.ts';
import { among } from './rows.ts';
import { overtaken, type Sending } from './sendings.ts';
import type { Store } from './store.ts';

/** Something to be said in a channel. */
export interface Tiding {
  subject: string;
  revision: string;
  /** Since when it holds, real time: of two about one subject the later one counts. */
  asOf: Instant;
  title: string;
  text: string;
  urgent: boolean;
}

/** What is to be said, and where. */
export interface Errand {
  channel: Channel;
  tidings: readonly Tiding[];
}

const keyOf = (channelId: string, { subject, revision }: Pick<Tiding, 'subject' | 'revision'>): string =>
  `${channelId} ${subject} ${revision}`;

/** What of some errands stands in the queues already. What was dropped may be wanted again. */
const standing = async ({ db }: Store, errands: readonly Errand[]): Promise<ReadonlySet<string>> => {
  const channelIds = errands.map(({ channel }) => channel.id);
  const subjects = errands.flatMap(({ tidings }) => tidings.map(({ subject }) => subject));
  const rows = await db
    .select({ channelId: sendings.channelId, subject: sendings.subject, revision: sendings.revision })
    .from(sendings)
    .where(and(among(sendings.channelId, channelIds), among(sendings.subject, subjects), sql`(state <> 'dropped' or ${overtaken})`));
  return new Set(rows.map((row) => keyOf(row.channelId, row)));
};

const store = async ({ db, keys }: Store, channel: Channel, { text, ...tiding }: Tiding, at: Instant): Promise<number> => {
  const id = crypto.randomUUID();
  const { town, committee, compound } = channel;
  const row: Sending = {
    ...{ id, town, committee, compound, channelId: channel.id, ...tiding, ...(await seal(keys, `sendings/${id}`, { text })) },
    ...{ state: 'waiting', tries: 0, repeat: false, nextAt: at, fault: null, answer: null, madeAt: at, triedAt: null },
  };
  const older = and(
    ...[eq(sendings.channelId, channel.id), eq(sendings.subject, tiding.subject)],
    ...[lt(sendings.asOf, tiding.asOf), eq(sendings.state, 'waiting')],
  );
  // What is sealed is sealed for its id: whoever comes back brings a new one.
  const { id: _, ...back } = row;
  const [, stored] = await db.batch([
    db.update(sendings).set({ state: 'dropped', sealed: null, keyId: null }).where(older),
    db
      .insert(sendings)
      .values(row)
      .onConflictDoUpdate({
        target: [sendings.channelId, sendings.subject, sendings.revision],
        set: { id, ...back },
        setWhere: sql`sendings.state = 'dropped' and not ${overtaken}`,
      })
      .returning({ id: sendings.id }),
  ]);
  return stored.length;
};

/**
 * Puts tidings into the queues of channels. What stands there already, waiting or done, stays as it is; what was dropped and is
 * live again waits again; an older revision of the same subject that still waits is sent no more.
 * @param at real time @returns how many are new
 */
export const enqueueAll = async (all: Store, errands: readonly Errand[], at: Instant): Promise<number> => {
  const asked = errands.filter(({ tidings }) => tidings.length > 0);
  if (asked.length === 0) return 0;
  const known = await standing(all, asked);
  let added = 0;
  for (const { channel, tidings } of asked)
    for (const tiding of tidings) if (!known.has(keyOf(channel.id, tiding))) added += await store(all, channel, tiding, at);
  return added;
};

/** The same for one channel. */
export const enqueue = (all: Store, channel: Channel, tidings: readonly Tiding[], at: Instant): Promise<number> =>
  enqueueAll(all, [{ channel, tidings }], at);
