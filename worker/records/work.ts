import { and, eq, type SQL } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { requests } from '../../db/schema/requests.ts';
import { signups } from '../../db/schema/signups.ts';
import type { Deed, RequestState, SignupState } from '../../domain/status.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { Refusal } from '../refusal.ts';
import type { Deal } from './cancellations.ts';
import { type EventRow, stillLast } from './events.ts';
import { inReach } from './pressing.ts';
import { nextEvent, type RequestRecord, recordOf, type SignupRecord } from './record.ts';
import type { Request } from './requests.ts';
import { changeWithEvent } from './rows.ts';
import type { Signup } from './signups.ts';

const { shell } = zhCN.desk;

/** A request within reach of whoever is at work. @throws Refusal 404 where there is none, as where it is somebody else's */
export const requestAt = async (duty: Duty, id: string): Promise<RequestRecord> => {
  const record = await recordOf(duty.store, { recordKind: 'request', recordId: id }, inReach(duty));
  if (record?.recordKind !== 'request') throw new Refusal(404, shell.none);
  return record;
};

/** Sign-ups within the scope of whoever is at work, wherever they are kept: two at most of each database. */
export const reachSignups = async ({ store, scope }: Pick<Duty, 'store' | 'scope'>, which: SQL | undefined) => {
  const found = await Promise.all(
    store.dbsOf(scope.committee).map((db) =>
      db
        .select({ id: signups.id, committee: signups.committee })
        .from(signups)
        .where(and(which, within(signups, scope)))
        .limit(2),
    ),
  );
  return found.flat();
};

/** A sign-up within the scope of whoever is at work. @throws Refusal 404 where there is none, as where it is somebody else's */
export const signupAt = async (duty: Duty, id: string): Promise<SignupRecord> => {
  const { store, scope } = duty;
  const isSpread = store.dbsOf(scope.committee).length > 1;
  const committee = scope.committee ?? (isSpread ? (await reachSignups(duty, eq(signups.id, id)))[0]?.committee : undefined) ?? '';
  const record = await recordOf(store, { recordKind: 'signup', recordId: id, committee }, within(signups, scope));
  if (record?.recordKind !== 'signup') throw new Refusal(404, shell.none);
  return record;
};

/** What somebody of the desk does to a record. A state that is not named stays as it is. */
export interface Working<State> {
  deed: Deed;
  state?: State;
  /** Names of fields, counts, flags, ids: never a value that a person gave. */
  detail?: Readonly<Record<string, unknown>>;
}

/** What is stored together with a deed's event, or not at all. */
type Dependents = (event: EventRow) => readonly BatchItem<'sqlite'>[];

/**
 * Changes a request and says so in its chain, in one batch.
 * @param only a further condition, on the request's row
 * @returns whether it was done; not where somebody else changed the request since it was read, or `only` does not hold
 */
export const workOn = async (
  { store: { db }, hand, now }: Pick<Duty, 'store' | 'hand' | 'now'>,
  record: RequestRecord,
  { deed, state = record.row.state, detail = {} }: Working<RequestState>,
  set: Partial<Request> = {},
  dependents: Dependents = () => [],
  only?: SQL,
): Promise<boolean> => {
  const { last, event } = await nextEvent(record, { at: now.town, deed, state, detail }, hand);
  const change = db
    .update(requests)
    .set({ ...set, state, changedAt: now.town })
    .where(and(eq(requests.id, record.recordId), stillLast(last), only))
    .returning({ id: requests.id });
  return changeWithEvent(db, change, event, ...dependents(event));
};

/** Changes a sign-up and says so in its chain, like {@link workOn}. */
export const workOnSignup = async (
  { store, hand, now }: Pick<Duty, 'store' | 'hand' | 'now'>,
  record: SignupRecord,
  { deed, state = record.row.state, detail = {} }: Working<SignupState>,
  set: Partial<Signup> = {},
  dependents: Dependents = () => [],
  only?: SQL,
): Promise<boolean> => {
  const db = store.dbOf(record.row.committee);
  const { last, event } = await nextEvent(record, { at: now.town, deed, state, detail }, hand);
  const change = db
    .update(signups)
    .set({ ...set, state, changedAt: now.town })
    .where(and(eq(signups.id, record.recordId), stillLast(last), only))
    .returning({ id: signups.id });
  return changeWithEvent(db, change, event, ...dependents(event));
};

const ATTEMPTS = 6;

/**
 * Does a verb to a record; again from its newest state if somebody else was faster.
 * @param find reads the record anew
 * @returns whether it was done; what is refused is refused for good
 * @throws Refusal 409 if somebody else is faster each time
 */
export const settled = async <Found>(find: () => Promise<Found>, verb: (record: Found) => Promise<Deal>): Promise<boolean> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const deal = await verb(await find());
    if (deal !== 'overtaken') return deal === 'done';
  }
  throw new Refusal(409, shell.overtaken);
};
