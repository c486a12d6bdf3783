import type { PhoneEntry } from '../../domain/phonebook.ts';
import type { ReceiptStep, ReceiptView } from '../../domain/receipt.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { isUntouched, STEP_DEEDS } from '../../domain/status.ts';
import { drugsTold, foundTold } from '../../domain/told.ts';
import type { Moment } from '../moment.ts';
import { custodyOf, isClosing, isOut } from './custody.ts';
import type { EventRow } from './events.ts';
import type { AnyRecord, RequestRecord, SignupRecord } from './record.ts';

/** What a resident may still do without a call. */
export type Rights = ReceiptView['can'];

const NOTHING: Rights = { correct: false, cancel: false, erase: false };

/** A sign-up can be changed as long as its slot lasts; forgotten at any time. */
const signupRights = ({ row }: SignupRecord, now: Moment): Rights => {
  const open = row.state === 'booked' && row.slotEnds > now.town;
  return { correct: open, cancel: open, erase: true };
};

/** A request can be changed until somebody has started on it, and forgotten at any time: where a card or a bag is out, once it is back. */
const requestRights = (record: RequestRecord): Rights => {
  if (isClosing(record.row)) return NOTHING;
  const open = isUntouched(record.row.state) && !isOut(custodyOf(record));
  return { correct: open, cancel: open, erase: true };
};

export const rightsOf = (record: AnyRecord, now: Moment): Rights => {
  if (record.row.erasedAt !== null) return NOTHING;
  return record.recordKind === 'signup' ? signupRights(record, now) : requestRights(record);
};

/** Whom to call at once about something urgent. */
const callFor = (sheet: Sheet, serviceId: string): PhoneEntry | undefined => {
  const service = sheet.services.find(({ id }) => id === serviceId);
  return service?.urgent?.phone ?? service?.phones[0] ?? sheet.phones[0];
};

const ofSignup = ({ row }: SignupRecord) => ({ title: row.slotWords.title, slot: row.slotWords, late: row.late });

/** How many drugs are how far; nothing where there are none, or they were forgotten. */
export const drugsIn = (record: RequestRecord): ReceiptView['drugs'] => {
  const { row, items, events } = record;
  if (items.length === 0 || row.erasedAt !== null) return undefined;
  const brought = events.findLast(({ deed }) => deed === 'delivered');
  return drugsTold(items, row.state, { bag: custodyOf(record).bag, whole: Number(brought?.detail['whole'] ?? 0) });
};

const ofRequest = (record: RequestRecord, sheet: Sheet) => {
  const { row } = record;
  return {
    // Whoever wants to be forgotten sees it closed at once, whatever still has to be brought back.
    ...(isClosing(row) && { state: 'cancelled' as const, closing: true }),
    drugs: drugsIn(record),
    title: row.title,
    service: row.service,
    urgent: row.urgent,
    dueAt: row.dueAt,
    outcome: row.outcome ?? undefined,
    call: row.urgent ? callFor(sheet, row.service) : undefined,
    say: row.urgent ? sheet.services.find(({ id }) => id === row.service)?.urgent?.say : undefined,
  };
};

/**
 * What happened, without what is the desk's own business. Where a request was passed on to is where it is now. An end that
 * was taken back was none: its reopening says that there was one.
 */
const stepsOf = (events: readonly EventRow[], { committee, compound }: Sheet): ReceiptStep[] => {
  const moved = events.findLast(({ deed }) => deed === 'passed-on')?.id;
  const reopened = events.findLastIndex(({ deed }) => deed === 'reopened');
  return events.flatMap(({ id, at, deed: done, state, detail }, index): ReceiptStep[] => {
    const deed = STEP_DEEDS.find((one) => one === done);
    if (!deed || (deed === 'ended' && index < reopened)) return [];
    const place = id === moved ? { place: `${committee.name} ${compound.name}` } : {};
    const missed = deed === 'called' && detail['result'] === 'missed' ? { missed: true } : {};
    const part = deed === 'delivered' && Number(detail['rest'] ?? 0) > 0 ? { part: true } : {};
    const found = deed === 'outcome' ? { found: foundTold(detail) } : {};
    // The bag and the card may come back in one tap.
    const withCard = deed === 'delivered' && 'card' in detail ? [{ at, deed: 'card-returned' as const, state: null }] : [];
    return [{ at, deed, state, ...place, ...missed, ...part, ...found }, ...withCard];
  });
};

/**
 * What anybody who holds the code sees: nothing of this is personal.
 * @param committee the one in the receipt's address, which stays what it was when a request is passed on
 */
export const viewOf = (
  record: AnyRecord,
  code: string,
  sheet: Sheet,
  now: Moment,
  committee: string = record.row.committee,
): ReceiptView => {
  const { compound, state, askedAt, changedAt, erasedAt } = record.row;
  return {
    ...{ committee, compound, code, state, askedAt, changedAt },
    kind: record.recordKind,
    ...(record.recordKind === 'signup' ? ofSignup(record) : ofRequest(record, sheet)),
    steps: stepsOf(record.events, sheet),
    can: rightsOf(record, now),
    erased: erasedAt !== null,
  };
};
