import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { signups } from '../../db/schema/signups.ts';
import { adjustments } from '../../db/schema/slots.ts';
import { type Sheet, whereaboutsOf } from '../../domain/sheet.ts';
import type { Slot } from '../../domain/slot.ts';
import { hashOf } from '../lookup.ts';
import type { Moment } from '../moment.ts';
import { seal } from '../seal.ts';
import { claimHash, isHeld } from './claims.ts';
import { type Entry, FROM_WEB } from './entries.ts';
import { eventAfter, happened, storeEvent } from './events.ts';
import { lookupsOf } from './lookups.ts';
import { isSame, onceOf, SENT_GAPS, type Sent, sentNow } from './once.ts';
import { codeOf, keepReceipt, newReceipt, storeReceipt } from './receipts.ts';
import { changeWithEvent, insertIf } from './rows.ts';
import { purgeOf, type Signup, type SignupInput, wordsOf } from './signups.ts';
import { hasRoom } from './slots.ts';
import type { Store } from './store.ts';
import { gap, insertGaps, storeChain, writtenOnce } from './written.ts';

/** The code of the receipt, and whether this very sending made it; or why there is no place. */
export type SignUp = { code: string; fresh: boolean } | { refused: 'already' | 'closed' | 'full' };

const isNew = (sent: Sent): SQL => sql`not exists (select 1 from signups where ${isSame(signups, sent)})`;

// `storeSignup` fills it in.
const ROOM = hasRoom(
  { committee: { id: gap('committee') }, compound: { id: gap('compound') } },
  { key: gap('slotKey'), capacity: gap('capacity') },
);

const storeSignup = writtenOnce((db) =>
  insertGaps(db, signups, sql`${ROOM} and ${isNew(SENT_GAPS)}`)
    .onConflictDoNothing()
    .returning({ id: signups.id }),
);

const whyNot = async (store: Store, sheet: Sheet, slot: Slot, claim: string, sent: Sent): Promise<SignUp> => {
  const db = store.dbOf(sheet.committee.id);
  const [same, held, closed] = await db.batch([
    db.select({ id: signups.id }).from(signups).where(isSame(signups, sent)).limit(1),
    db.select({ id: signups.id }).from(signups).where(isHeld(claim)).limit(1),
    db
      .select({ closed: adjustments.closed })
      .from(adjustments)
      .where(
        and(
          eq(adjustments.committee, sheet.committee.id),
          eq(adjustments.compound, sheet.compound.id),
          eq(adjustments.slotKey, slot.key),
          eq(adjustments.closed, true),
        ),
      ),
  ]);
  if (same[0]) return { fresh: false, code: await codeOf({ ...store, db }, { recordKind: 'signup', recordId: same[0].id }) };
  if (held[0]) return { refused: 'already' };
  return { refused: closed[0] ? 'closed' : 'full' };
};

/**
 * Signs a household up for a slot of a distribution or round, or a phone for a shift. One statement decides: there is
 * room, the slot is open, nobody of the household holds a place, and the same form was not just taken in.
 * @param key the form's random key, where a script gave it one
 * @param overrule let in although the slot is full or closed, or the household has its turn already: what makes the place
 * @throws what D1 throws when it is away or overloaded; then nothing was stored
 */
export const signUp = async (
  store: Store,
  sheet: Sheet,
  slot: Slot,
  input: SignupInput,
  key: string | undefined,
  now: Moment,
  entry: Entry = FROM_WEB,
  overrule?: readonly BatchItem<'sqlite'>[],
): Promise<SignUp> => {
  const { keys } = store;
  const whose = whereaboutsOf(sheet);
  const db = store.dbOf(whose.committee);
  const id = crypto.randomUUID();
  const record = { recordKind: 'signup', recordId: id } as const;
  const { slot: _, ...person } = input;
  const [claim, once, lookups, sealed, receipt, event] = await Promise.all([
    // A claim of its own: the unique index lets it stand beside the household's first one.
    overrule ? hashOf(keys, 'claim', id) : claimHash(keys, sheet, slot, input),
    onceOf(keys, ['signup', whose.committee, whose.compound, slot.key], person, key),
    lookupsOf(keys, sheet, input),
    seal(keys, `signups/${id}`, person),
    newReceipt(store, whose, record, input.phone, now.town),
    eventAfter(undefined, {
      ...whose,
      ...record,
      at: now.town,
      ...entry.hand,
      deed: 'signed-up',
      fromState: null,
      state: 'booked',
      detail: { slot: slot.key, ...(overrule && { overruled: true }) },
    }),
  ]);
  const row: Signup = {
    id,
    ...whose,
    ...once,
    ...lookups,
    ...sealed,
    claim,
    kind: slot.kind,
    of: slot.of,
    slotId: slot.id,
    slotKey: slot.key,
    slotWords: wordsOf(slot),
    slotStarts: slot.startsAt,
    slotEnds: slot.endsAt,
    state: 'booked',
    late: false,
    actor: entry.hand.actor,
    source: entry.source,
    enteredBy: entry.hand.by,
    askedAt: now.town,
    changedAt: now.town,
    receivedAt: now.real,
    erasedAt: null,
    purgeAt: purgeOf(sheet, slot),
  };
  const sent = sentNow(once, lookups.door, now.real);
  const stored = overrule
    ? await changeWithEvent(
        db,
        insertIf(db, signups, row, isNew(sent)).onConflictDoNothing().returning({ id: signups.id }),
        event,
        keepReceipt(db, receipt.row, happened(event)),
        ...overrule,
      )
    : await storeChain(
        db,
        storeSignup(db, { ...row, capacity: slot.capacity ?? 0, since: sent.since }),
        storeEvent(db, event),
        storeReceipt(db, receipt.row),
      );
  return stored ? { code: receipt.code, fresh: true } : whyNot(store, sheet, slot, claim, sent);
};
