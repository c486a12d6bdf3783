import { MINUTE } from '../../domain/clock.ts';
import type { Deed } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { logDeed } from './deeds.ts';
import type { RequestRecord } from './record.ts';

// Somebody who works on a record opens it again with every tap: one event says as much as twenty.
const AGAIN = 10 * MINUTE;

/** Says in a request's chain that somebody looked: once for the same person and ten minutes. */
export const logLook = async ({ store: { db }, hand, now }: Duty, { row, events, recordKind, recordId }: RequestRecord, deed: Deed) => {
  if (events.some((event) => event.deed === deed && event.by === hand.by && event.at > now.town - AGAIN)) return;
  const { town, committee, compound, state } = row;
  await logDeed(db, { town, committee, compound, recordKind, recordId, ...hand, at: now.town, deed, fromState: state, state, detail: {} });
};

/** Says in a finished request's chain that it was asked for again. @param id the new request */
export const logAgain = async ({ store: { db }, hand, now }: Duty, { row, recordKind, recordId }: RequestRecord, id: string) => {
  const { town, committee, compound, state } = row;
  const whose = { town, committee, compound, recordKind, recordId };
  await logDeed(db, { ...whose, ...hand, at: now.town, deed: 'repeated', fromState: state, state, detail: { to: id } });
};
