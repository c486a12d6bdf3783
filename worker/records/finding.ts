import { and, desc, eq, gte, inArray, isNull, lt, type SQL } from 'drizzle-orm';
import { requests } from '../../db/schema/requests.ts';
import { signups } from '../../db/schema/signups.ts';
import type { Address } from '../../domain/address.ts';
import { householdOf } from '../../domain/address.ts';
import { isPersonalPhone, phoneTyped } from '../../domain/phone.ts';
import { codeTyped } from '../../domain/receipt.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { idsOfTag } from '../../domain/tag.ts';
import { plain } from '../../domain/typed.ts';
import type { Duty } from '../duty.ts';
import { hashOf } from '../lookup.ts';
import { aside, within } from '../reach.ts';
import { inReach } from './pressing.ts';
import { receiptWith } from './receipts.ts';
import type { Request } from './requests.ts';
import type { Signup } from './signups.ts';

const MOST = 30;

/** What was found within somebody's reach. The medicine team finds requests only. */
export interface Found {
  requests: readonly Request[];
  signups: readonly Signup[];
}
const NOTHING: Found = { requests: [], signups: [] };

/** One condition for each of the two tables. */
interface By {
  request: SQL | undefined;
  signup: SQL | undefined;
}

/** The queries by which something is found: one for requests, one for the sign-ups of each database. */
export const findQueries = (duty: Pick<Duty, 'store' | 'scope' | 'grant'>, { request, signup }: By) => {
  const asked = duty.store.db
    .select()
    .from(requests)
    .where(and(request, aside(inReach(duty))))
    .orderBy(desc(requests.askedAt))
    .limit(MOST);
  const signedUp = duty.store.dbsOf(duty.scope.committee).map((db) =>
    db
      .select()
      .from(signups)
      .where(and(signup, aside(within(signups, duty.scope))))
      .orderBy(desc(signups.askedAt))
      .limit(MOST),
  );
  return [asked, signedUp] as const;
};

const lookFor = async (duty: Duty, by: By): Promise<Found> => {
  const [asked, signedUp] = findQueries(duty, by);
  if (duty.grant.role === 'medicine') return { requests: await asked, signups: [] };
  const [found, ...held] = await Promise.all([asked, ...signedUp]);
  const newest = held.flat().sort((one, other) => other.askedAt - one.askedAt);
  return { requests: found, signups: newest.slice(0, MOST) };
};

/** What has this tag; seldom two, never many. */
export const findByTag = (duty: Duty, tag: string): Promise<Found> => {
  const digits = idsOfTag(tag);
  if (digits === undefined) return Promise.resolve(NOTHING);
  // An id goes on with a dash, and a dot comes after every dash.
  const [from, to] = [`${digits}-`, `${digits}.`];
  return lookFor(duty, {
    request: and(gte(requests.id, from), lt(requests.id, to)),
    signup: and(gte(signups.id, from), lt(signups.id, to)),
  });
};

const findByCode = async (duty: Duty, code: string): Promise<Found> => {
  const receipt = await receiptWith(duty.store, code);
  if (!receipt) return NOTHING;
  return lookFor(duty, { request: eq(requests.id, receipt.recordId), signup: eq(signups.id, receipt.recordId) });
};

const findByPhone = async (duty: Duty, phone: string): Promise<Found> => {
  const hash = await hashOf(duty.store.keys, 'phone', phone);
  return lookFor(duty, { request: eq(requests.phone, hash), signup: eq(signups.phone, hash) });
};

const findByFour = async (duty: Duty, four: string): Promise<Found> => {
  const { scope, town, store } = duty;
  const committees = scope.committee === undefined ? town.committees.map(({ id }) => id) : [scope.committee];
  const hashes = await Promise.all(committees.slice(0, 80).map((committee) => hashOf(store.keys, 'last4', committee, four)));
  return lookFor(duty, { request: inArray(requests.last4, hashes), signup: inArray(signups.last4, hashes) });
};

/** Finds by what a caller can say, or staff can read: a receipt's code, a tag, a phone, its last four digits. */
export const findTyped = async (duty: Duty, typed: string): Promise<Found> => {
  const bare = plain(typed);
  const phone = phoneTyped(typed);
  const code = codeTyped(bare.replace(/^.*\/r\/[^/]*\//i, '').replace(/\?.*$/, ''));
  if (/^\d{4}$/.test(bare)) return findByFour(duty, bare);
  if (isPersonalPhone(phone)) return findByPhone(duty, phone);
  if (code) return findByCode(duty, code);
  return findByTag(duty, bare);
};

/** What is open in a building: a caller who says no more than that is found by looking. */
export const findByBuilding = async (duty: Duty, { committee, compound }: Sheet, building: string): Promise<Found> => {
  const found = await duty.store.db
    .select()
    .from(requests)
    .where(
      and(
        eq(requests.committee, committee.id),
        isNull(requests.endedAt),
        aside(and(inReach(duty), eq(requests.compound, compound.id), eq(requests.building, building))),
      ),
    )
    .orderBy(desc(requests.askedAt))
    .limit(MOST);
  return { requests: found, signups: [] };
};

/** Finds what came from a door. */
export const findByDoor = async (duty: Duty, { kind, committee, compound }: Sheet, address: Address): Promise<Found> => {
  const hash = await hashOf(duty.store.keys, 'door', committee.id, compound.id, householdOf(kind, address));
  return lookFor(duty, { request: eq(requests.door, hash), signup: eq(signups.door, hash) });
};
