import { type SQL, sql } from 'drizzle-orm';
import type { requests } from '../../db/schema/requests.ts';
import type { signups } from '../../db/schema/signups.ts';
import { type Instant, MINUTE } from '../../domain/clock.ts';
import type { Keys } from '../keys.ts';
import { canonical, hashOf } from '../lookup.ts';
import { type Given, gap } from './written.ts';

/** For how long the same content without a key is the same request: a static form can't carry a random key. */
export const SAME_CONTENT = 10 * MINUTE;

/** What makes two sendings one. */
export interface Once {
  idem: string | null;
  content: string;
}

/**
 * The keyed hashes of what was sent, and to where. The key is hashed with the content: a form that was put right
 * after a refusal carries the same key and is another request.
 * @param key the form's random key, if a script gave it one
 */
export const onceOf = async (keys: Keys, target: readonly string[], input: unknown, key: string | undefined): Promise<Once> => {
  const sent = [...target, canonical(input)];
  return { content: await hashOf(keys, 'content', ...sent), idem: key === undefined ? null : await hashOf(keys, 'key', key, ...sent) };
};

/** What was sent: {@link Once}, the hash of the door that it came from, and since when the same content is the same sending, real time. */
export type Sent = Readonly<Record<'idem' | 'content' | 'door', Given<string | null>>> & { since: Given<Instant> };

/** The same, for a statement that is written before anything was sent. */
export const SENT_GAPS: Sent = { idem: gap('idem'), content: gap('content'), door: gap('door'), since: gap('since') };

/** @param now real time */
export const sentNow = (once: Once, door: string, now: Instant): Sent => ({ ...once, door, since: now - SAME_CONTENT });

/**
 * Which rows of `signups` or `requests` are the same sending: the same key for ever, or the same content just now.
 * What was cancelled meanwhile may be sent again; only its key still leads to the old receipt.
 */
export const isSame = (table: typeof signups | typeof requests, { idem, content, door, since }: Sent): SQL =>
  // Not `idem = … or content = …`: once SQLite has counted its indexes (`pragma optimize`) it takes the many rows without a key for
  // many of one key, and reads the whole table. The same content came from the same door, and of one door there are few rows: an
  // index on the content would be one page more to write for each.
  sql`id in (select id from ${table} where idem = ${idem}
    union all select id from ${table} where door = ${door} and content = ${content} and received_at > ${since} and state <> 'cancelled')`;
