import { and, eq } from 'drizzle-orm';
import { items, notes } from '../../db/schema/requests.ts';
import { isSettled } from '../../domain/chain.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { ENDS_IN, type Outcome } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { endOf } from './cancellations.ts';
import { outFor } from './custody.ts';
import { happened } from './events.ts';
import { type Done, type Jotting, rowOfNote } from './notebook.ts';
import type { RequestRecord } from './record.ts';
import { insertIf } from './rows.ts';
import { workOn } from './work.ts';

/**
 * Ends a request, which it does only with an outcome, and not while a card or a bag is out.
 * @param jotting a note that goes with it, if something was written
 */
export const endRequest = async (
  duty: Duty,
  sheet: Pick<Sheet, 'town'>,
  record: RequestRecord,
  outcome: Outcome,
  jotting: Jotting,
): Promise<Done> => {
  const { db } = duty.store;
  const { row } = record;
  if (row.endedAt !== null) return row.outcome === outcome ? 'done' : 'ended';
  const out = outFor(record);
  if (out) return out;
  // What is not in hand was not delivered, and nobody was helped.
  if (ENDS_IN[outcome] === 'done' && outcome !== 'answered' && record.items.some((item) => !isSettled(item))) return 'drugs';
  const state = ENDS_IN[outcome];
  const note = jotting.text === undefined ? undefined : await rowOfNote(duty, record, 'note', jotting);
  const done = await workOn(
    duty,
    record,
    { deed: 'ended', state, detail: { outcome } },
    { outcome, followAt: null, ...endOf(sheet, duty.now) },
    (event) => [
      ...(note ? [insertIf(db, notes, note, happened(event))] : []),
      ...(state === 'cancelled'
        ? [
            db
              .update(items)
              .set({ state: 'cancelled' as const, changedAt: duty.now.town })
              .where(and(eq(items.requestId, row.id), eq(items.state, 'open'), happened(event))),
          ]
        : []),
    ],
  );
  return done ? 'done' : 'overtaken';
};

/** Whether an ended request can be opened again: it was neither erased nor joined to another, and is still kept. */
export const whyNotReopened = ({ row }: RequestRecord, { real }: Duty['now']): Exclude<Done, 'done' | 'overtaken'> | undefined => {
  if (row.endedAt === null) return 'open';
  if (row.erasedAt !== null) return 'erased';
  if (row.joinedTo !== null) return 'joined';
  return row.purgeAt !== null && row.purgeAt <= real ? 'kept' : undefined;
};

/** Opens an ended request again: it belongs to whoever does. Drugs that were withdrawn with it are wanted again. */
export const reopenRequest = async (duty: Duty, record: RequestRecord): Promise<Done> => {
  const { db } = duty.store;
  const { row } = record;
  if (row.endedAt === null && record.events.at(-1)?.deed === 'reopened') return 'done';
  const why = whyNotReopened(record, duty.now);
  if (why) return why;
  const withdrawn = row.state === 'cancelled';
  const done = await workOn(
    duty,
    record,
    { deed: 'reopened', state: 'taken' },
    { owner: duty.person.id, outcome: null, endedAt: null, purgeAt: null },
    (event) =>
      withdrawn
        ? [
            db
              .update(items)
              .set({ state: 'open' as const, changedAt: duty.now.town })
              .where(and(eq(items.requestId, row.id), eq(items.state, 'cancelled'), happened(event))),
          ]
        : [],
  );
  return done ? 'done' : 'overtaken';
};
