import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { GrantWay, Role } from '../../domain/role.ts';
import { sealing } from './columns.ts';

// Who works at the desk. Moments are real time, but for a grant's from and until, which are the town's.

export const people = sqliteTable('people', {
  id: text().primaryKey(),
  town: text().notNull(),
  /** Name and phone. */
  ...sealing,
  madeAt: integer('made_at').notNull(),
});

/** A phone or computer that was enrolled, known by a key of 256 random bits that only it has. */
export const devices = sqliteTable(
  'devices',
  {
    id: text().primaryKey(),
    personId: text('person_id').notNull(),
    keyHash: text('key_hash').notNull().unique(),
    pinHash: text('pin_hash').notNull(),
    tries: integer().notNull(),
    /** Five wrong PINs; a lead opens it again. */
    lockedAt: integer('locked_at'),
    madeAt: integer('made_at').notNull(),
    revokedAt: integer('revoked_at'),
  },
  (table) => [index('devices_person').on(table.personId)],
);

export const sessions = sqliteTable(
  'sessions',
  {
    /** The keyed hash of the token that the cookie holds. */
    id: text().primaryKey(),
    personId: text('person_id').notNull(),
    /** Nothing where a sealed code opened it. */
    deviceId: text('device_id'),
    /** The grant that is worked under. */
    grantId: text('grant_id').notNull(),
    startedAt: integer('started_at').notNull(),
    seenAt: integer('seen_at').notNull(),
    endsAt: integer('ends_at').notNull(),
  },
  (table) => [index('sessions_person').on(table.personId), index('sessions_ends').on(table.endsAt)],
);

/** Where a grant or an invitation holds: all of the town, a committee, a compound, a building; null means all. */
const scope = {
  town: text().notNull(),
  committee: text(),
  compound: text(),
  building: text(),
};

export const grants = sqliteTable(
  'grants',
  {
    id: text().primaryKey(),
    ...scope,
    personId: text('person_id').notNull(),
    role: text().$type<Role>().notNull(),
    fromAt: integer('from_at').notNull(),
    /** Nothing where it holds until it is taken back. */
    untilAt: integer('until_at'),
    how: text().$type<GrantWay>().notNull(),
    madeBy: text('made_by'),
    madeAt: integer('made_at').notNull(),
    revokedAt: integer('revoked_at'),
    revokedBy: text('revoked_by'),
  },
  (table) => [index('grants_person').on(table.personId), index('grants_scope').on(table.committee, table.role)],
);

/** Single use, ten minutes: opening it uses nothing up, the tap that follows does. */
export const invitations = sqliteTable('invitations', {
  id: text().primaryKey(),
  ...scope,
  codeHash: text('code_hash').notNull().unique(),
  /** The code and the name, for the page that shows its QR. */
  ...sealing,
  /** Somebody who is known already and enrols another phone. */
  personId: text('person_id'),
  role: text().$type<Role>().notNull(),
  untilAt: integer('until_at'),
  madeBy: text('made_by'),
  madeAt: integer('made_at').notNull(),
  expiresAt: integer('expires_at').notNull(),
  usedAt: integer('used_at'),
});

/** Two halves of a code, each in an envelope of its own with another person: together they open the desk once. */
export const envelopes = sqliteTable(
  'envelopes',
  {
    id: text().primaryKey(),
    ...scope,
    codeHash: text('code_hash').notNull().unique(),
    madeBy: text('made_by').notNull(),
    madeAt: integer('made_at').notNull(),
    usedAt: integer('used_at'),
    /** The person that was made for whoever opened it. */
    usedBy: text('used_by'),
    voidedAt: integer('voided_at'),
  },
  (table) => [index('envelopes_committee').on(table.committee, table.madeAt)],
);
