import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { ItemKind, Medium } from '../../domain/tidings.ts';
import type { Fault, RobotKind, SendingState } from '../../domain/robot.ts';
import { sealing, whose } from './columns.ts';

// Where tidings go, whether they went, and who has heard them. A committee or compound that is empty means all of them, as in a grant.

/** A group's robot, a webhook of one's own, or a mail address. */
export const channels = sqliteTable(
  'channels',
  {
    id: text().primaryKey(),
    ...whose,
    kind: text().$type<RobotKind>().notNull(),
    name: text().notNull(),
    /** The address with its key, the signing secret, the keyword. */
    ...sealing,
    /** The last four characters of the address, so that somebody can tell which one it is. */
    tail: text().notNull(),
    /** Which kinds go there unasked; notices are asked for one by one, in their file. */
    kinds: text({ mode: 'json' }).$type<readonly ItemKind[]>().notNull(),
    /** Whether urgent medicine is told there. */
    urgent: integer({ mode: 'boolean' }).notNull(),
    /** Whether it is the building heads' own group: their links go nowhere else. */
    heads: integer({ mode: 'boolean' }).notNull(),
    /** Only what was seen live, or came in, after this goes there (real time): a group is not flooded on its first day. */
    since: integer().notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: integer('made_at').notNull(),
    offAt: integer('off_at'),
  },
  (table) => [index('channels_committee').on(table.committee)],
);

/** What is to be sent, or was: once for each channel, subject and revision. */
export const sendings = sqliteTable(
  'sendings',
  {
    id: text().primaryKey(),
    ...whose,
    channelId: text('channel_id').notNull(),
    /** The path of an item, `request/<id>`, or something that the desk sends once. */
    subject: text().notNull(),
    revision: text().notNull(),
    /** Since when what it says holds: whatever holds since later about the same subject is sent in its place. */
    asOf: integer('as_of').notNull(),
    title: text().notNull(),
    /** The message: it can hold a head's link. */
    ...sealing,
    urgent: integer({ mode: 'boolean' }).notNull(),
    state: text().$type<SendingState>().notNull(),
    tries: integer().notNull(),
    /** It may have arrived already: the next one says that it is a repeat. */
    repeat: integer({ mode: 'boolean' }).notNull(),
    /** Real time, like all below. While one is being sent nobody else sends it until this is over. */
    nextAt: integer('next_at').notNull(),
    fault: text().$type<Fault>(),
    /** What they answered, `45009`. */
    answer: text(),
    madeAt: integer('made_at').notNull(),
    /** When it was last tried. */
    triedAt: integer('tried_at'),
  },
  (table) => [
    uniqueIndex('sendings_once').on(table.channelId, table.subject, table.revision),
    index('sendings_due').on(table.nextAt).where(sql.raw("state in ('waiting', 'sending')")),
    index('sendings_channel').on(table.channelId, table.madeAt),
    index('sendings_unsent').on(table.committee, table.triedAt).where(sql.raw("state in ('failed', 'given-up')")),
  ],
);

/** What was seen live, one turn after the other, and since when (real time): what is new is what is not its path's last turn. */
export const sightings = sqliteTable(
  'sightings',
  {
    id: text().primaryKey(),
    ...whose,
    path: text().notNull(),
    revision: text().notNull(),
    /** 1 for the first of a path. Of two that look at once, one has it. */
    turn: integer().notNull(),
    seenAt: integer('seen_at').notNull(),
    /** When a revision that was there before came back; 0 otherwise. */
    again: integer().notNull(),
  },
  (table) => [uniqueIndex('sightings_once').on(table.path, table.turn), index('sightings_committee').on(table.committee)],
);

/** A building head's own link, good for one building and nothing else. */
export const headLinks = sqliteTable(
  'head_links',
  {
    id: text().primaryKey(),
    ...whose,
    building: text().notNull(),
    tokenHash: text('token_hash').notNull().unique(),
    madeBy: text('made_by').notNull(),
    madeAt: integer('made_at').notNull(),
    expiresAt: integer('expires_at').notNull(),
    revokedAt: integer('revoked_at'),
  },
  (table) => [index('head_links_building').on(table.committee, table.compound, table.building)],
);

/** That the doors of a building have been told of one revision of an item; the first one to say so stands. */
export const tellings = sqliteTable(
  'tellings',
  {
    id: text().primaryKey(),
    ...whose,
    building: text().notNull(),
    path: text().notNull(),
    revision: text().notNull(),
    /** The head by his link or at the desk, or the desk after a call. */
    way: text().$type<'link' | 'head' | 'call'>().notNull(),
    by: text(),
    /** Town time. */
    at: integer().notNull(),
  },
  (table) => [uniqueIndex('tellings_once').on(table.committee, table.compound, table.path, table.building, table.revision)],
);

/** That an item went out in a way that no machine sees: a poster, a loudspeaker, a group chat. */
export const announcements = sqliteTable(
  'announcements',
  {
    id: text().primaryKey(),
    ...whose,
    path: text().notNull(),
    revision: text().notNull(),
    medium: text().$type<Medium>().notNull(),
    by: text().notNull(),
    /** Town time. */
    at: integer().notNull(),
  },
  (table) => [uniqueIndex('announcements_once').on(table.committee, table.compound, table.path, table.revision, table.medium)],
);

/** Households that say a round passed them by: one row each, however often they say so. */
export const missings = sqliteTable(
  'missings',
  {
    id: text().primaryKey(),
    ...whose,
    round: text().notNull(),
    /** The keyed hash of the household. */
    door: text().notNull(),
    building: text().notNull(),
    requestId: text('request_id').notNull(),
    /** Town time. */
    at: integer().notNull(),
  },
  (table) => [
    uniqueIndex('missings_once').on(table.committee, table.compound, table.round, table.door),
    index('missings_request').on(table.requestId),
  ],
);
