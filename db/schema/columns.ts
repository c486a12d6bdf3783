import { integer, text } from 'drizzle-orm/sqlite-core';
import type { Actor, Source } from '../../domain/status.ts';

// Moments are milliseconds. Town time: asked_at, changed_at, due_at, slot_*, at. Real time: received_at, ended_at, purge_at, locked_until.
// Keyed hashes and sealed blobs are text; the worker makes and reads them, the database can't.

export const whose = {
  town: text().notNull(),
  committee: text().notNull(),
  compound: text().notNull(),
};

/** How something came in: who did it, through what, and which member of staff typed it for a resident. */
export const origin = {
  actor: text().$type<Actor>().notNull(),
  source: text().$type<Source>().notNull(),
  enteredBy: text('entered_by'),
};

/** Keyed hashes that the desk finds a person by, without the database holding the person. */
export const lookups = {
  phone: text(),
  last4: text(),
  door: text(),
};

export const idempotency = {
  /** Keyed hash of the form's random key with its content: the same one is never stored twice. */
  idem: text(),
  /** Keyed hash of the content alone, which stands in for the key within ten minutes. */
  content: text(),
};

export const sealing = {
  sealed: text(),
  keyId: text('key_id'),
};

export const moments = {
  askedAt: integer('asked_at').notNull(),
  changedAt: integer('changed_at').notNull(),
  receivedAt: integer('received_at').notNull(),
  erasedAt: integer('erased_at'),
};
