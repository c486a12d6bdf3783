import { type SQL, sql } from 'drizzle-orm';
import { requests } from '../../db/schema/requests.ts';
import { questionField } from '../../domain/request.ts';
import { MISSED } from '../../domain/service.ts';
import { type Sheet, whereaboutsOf } from '../../domain/sheet.ts';
import type { Moment } from '../moment.ts';
import { type Entry, FROM_WEB } from './entries.ts';
import { eventAfter, storeEvent } from './events.ts';
import { drugsIn, itemsOf, storeItem } from './items.ts';
import { missedRounds, storeMissing } from './missings.ts';
import { isSame, onceOf, SENT_GAPS, sentNow } from './once.ts';
import { codeOf, newReceipt, storeReceipt } from './receipts.ts';
import { outcomeOf, type Request, type RequestInput, type Service } from './requests.ts';
import type { Db, Store } from './store.ts';
import { insertGaps, storeChain, writtenOnce } from './written.ts';

const targetOf = ({ committee, compound }: Sheet, { id }: Service, key: string | undefined, { repeats, apart }: Entry): string[] => [
  ...['request', committee.id, compound.id, id],
  ...(repeats === undefined ? [] : [repeats]),
  ...(apart && key !== undefined ? [key] : []),
];

/** The request that this very form, by its key, has made already. */
export const sentBefore = async (
  { db, keys }: Store,
  sheet: Sheet,
  service: Service,
  input: RequestInput,
  key: string,
  entry: Entry,
): Promise<string | undefined> => {
  const { idem } = await onceOf(keys, targetOf(sheet, service, key, entry), input, key);
  const [row] = await db.select({ id: requests.id }).from(requests).where(sql`idem = ${idem}`).limit(1);
  return row?.id;
};

const sameRequest = async (db: Db, same: SQL): Promise<string> => {
  const [row] = await db.select({ id: requests.id }).from(requests).where(same).limit(1);
  if (!row) throw new Error('a request was refused that nobody sent before');
  return row.id;
};

const storeRequest = writtenOnce((db) =>
  insertGaps(db, requests, sql`not exists (select 1 from requests where ${isSame(requests, SENT_GAPS)})`)
    .onConflictDoNothing()
    .returning({ id: requests.id }),
);

/**
 * Takes in a request for a service, with its drugs where it is for medicine.
 * @param key the form's random key, where a script gave it one
 * @returns its id, the code of its receipt, and whether this very sending made it: the same form again has the same receipt
 * @throws what D1 throws when it is away or overloaded; then nothing was stored
 */
export const askFor = async (
  store: Store,
  sheet: Sheet,
  service: Service,
  input: RequestInput,
  key: string | undefined,
  now: Moment,
  entry: Entry = FROM_WEB,
) => {
  const { db, keys } = store;
  const whose = whereaboutsOf(sheet);
  const id = crypto.randomUUID();
  const record = { recordKind: 'request', recordId: id } as const;
  const [once, outcome, receipt] = await Promise.all([
    onceOf(keys, targetOf(sheet, service, key, entry), input, key),
    outcomeOf(store, sheet, service, id, input, now.town, now),
    newReceipt(store, whose, record, input.phone, now.town),
  ]);
  const event = await eventAfter(undefined, {
    ...whose,
    ...record,
    at: now.town,
    ...entry.hand,
    deed: 'requested',
    fromState: null,
    state: 'received',
    detail: { service: service.id, urgent: outcome.urgent, ...(entry.repeats !== undefined && { repeats: entry.repeats }) },
  });
  const row: Request = {
    id,
    ...whose,
    ...once,
    ...outcome,
    service: service.id,
    title: service.title,
    team: service.team,
    state: 'received',
    owner: null,
    outcome: null,
    followAt: null,
    eraseAt: null,
    joinedTo: null,
    repeats: entry.repeats ?? null,
    actor: entry.hand.actor,
    source: entry.source,
    enteredBy: entry.hand.by,
    askedAt: now.town,
    receivedAt: now.real,
    erasedAt: null,
    endedAt: null,
    purgeAt: null,
  };
  const sent = sentNow(once, outcome.door, now.real);
  const drugs = await itemsOf(store, whose, id, service.drugs, drugsIn(input), now.town);
  const rounds = service.id === MISSED ? missedRounds(sheet, input['about'], input[questionField('day')]) : [];
  const missed = { ...whose, door: outcome.door, building: outcome.building, requestId: id, at: now.town };
  const stored = await storeChain(
    db,
    storeRequest(db, { ...row, since: sent.since }),
    storeEvent(db, event),
    storeReceipt(db, receipt.row),
    ...drugs.map((drug) => storeItem(db, drug)),
    ...rounds.map((round) => storeMissing(db, { ...missed, round, id: crypto.randomUUID() })),
  );
  if (stored) return { id, code: receipt.code, fresh: true };
  const first = await sameRequest(db, isSame(requests, sent));
  return { id: first, code: await codeOf(store, { recordKind: 'request', recordId: first }), fresh: false };
};
