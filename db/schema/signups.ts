import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { SlotWords } from '../../domain/receipt.ts';
import type { SlotKind } from '../../domain/slot.ts';
import { HOLDING_STATES, type SignupState } from '../../domain/status.ts';
import { idempotency, lookups, moments, origin, sealing, whose } from './columns.ts';

export const signups = sqliteTable(
  'signups',
  {
    id: text().primaryKey(),
    ...whose,
    kind: text().$type<SlotKind>().notNull(),
    of: text().notNull(),
    slotId: text('slot_id').notNull(),
    slotKey: text('slot_key').notNull(),
    slotWords: text('slot_words', { mode: 'json' }).$type<SlotWords>().notNull(),
    slotStarts: integer('slot_starts').notNull(),
    slotEnds: integer('slot_ends').notNull(),
    building: text(),
    claim: text(),
    ...idempotency,
    state: text().$type<SignupState>().notNull(),
    late: integer({ mode: 'boolean' }).notNull(),
    ...sealing,
    ...lookups,
    ...origin,
    ...moments,
    purgeAt: integer('purge_at').notNull(),
  },
  (table) => [
    uniqueIndex('signups_claim')
      .on(table.claim)
      .where(sql.raw(`state in (${HOLDING_STATES.map((state) => `'${state}'`).join(', ')})`)),
    uniqueIndex('signups_idem').on(table.idem),
    index('signups_slot').on(table.committee, table.compound, table.slotKey, table.state),
    index('signups_of').on(table.committee, table.compound, table.kind, table.of, table.building),
    index('signups_phone').on(table.phone),
    index('signups_last4').on(table.last4),
    index('signups_door').on(table.door),
    index('signups_purge').on(table.purgeAt),
  ],
);
