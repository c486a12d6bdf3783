import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import * as z from 'zod';
import { devices, grants, invitations, people } from '../../db/schema/staff.ts';
import { type Instant, MINUTE } from '../../domain/clock.ts';
import { CODE_LENGTH, codeFrom, codeTyped } from '../../domain/receipt.ts';
import type { Role, Scope } from '../../domain/role.ts';
import type { Duty } from '../duty.ts';
import { hashOf } from '../lookup.ts';
import type { Moment } from '../moment.ts';
import { within } from '../reach.ts';
import { seal, unseal } from '../seal.ts';
import { newDevice } from './devices.ts';
import { eventAfter, happened, lastEvent } from './events.ts';
import { newGrant, scopeColumns, scopeOf } from './grants.ts';
import { newPerson, personById } from './people.ts';
import { changeWithEvent, insertIf } from './rows.ts';
import type { Store } from './store.ts';

/** How long an invitation can be used (real time). */
export const INVITED = 10 * MINUTE;

type Row = typeof invitations.$inferSelect;

/** What a lead invites somebody to. */
export interface Invite {
  name: string;
  phone?: string | undefined;
  role: Role;
  scope: Scope;
  /** Town time; nothing where it holds until it is taken back. */
  untilAt: Instant | null;
  /** Somebody who is known already and enrols another phone. */
  personId?: string | undefined;
}

const sealedInvite = z.object({ code: z.string(), name: z.string(), phone: z.string().optional() });

/**
 * The row of a new invitation, and its code.
 * @param madeBy the lead who invites; nobody for the very first one
 */
export const newInvitation = async (
  { keys }: Pick<Store, 'keys'>,
  { name, phone, role, scope, untilAt, personId }: Invite,
  madeBy: string | null,
  at: Instant,
): Promise<{ row: Row; code: string }> => {
  const id = crypto.randomUUID();
  const code = codeFrom(crypto.getRandomValues(new Uint8Array(CODE_LENGTH)));
  const [codeHash, sealed] = await Promise.all([hashOf(keys, 'invitation', code), seal(keys, `invitations/${id}`, { code, name, phone })]);
  const row: Row = {
    ...{ id, codeHash, role, untilAt, madeBy },
    ...scopeColumns(scope),
    ...sealed,
    personId: personId ?? null,
    madeAt: at,
    expiresAt: at + INVITED,
    usedAt: null,
  };
  return { row, code };
};

const isOpen = (id: string, now: Moment) => and(eq(invitations.id, id), isNull(invitations.usedAt), gt(invitations.expiresAt, now.real));

/** An invitation with what it says; opening it uses nothing up. */
export interface Invitation {
  row: Row;
  code: string;
  name: string;
  phone?: string | undefined;
}

// What was used up keeps no name and no code.
const opened = async ({ keys }: Store, row: Row): Promise<Invitation> => {
  if (!row.sealed) return { row, code: '', name: '' };
  return { row, ...(await unseal(keys, `invitations/${row.id}`, row.sealed, sealedInvite)) };
};

/** An invitation within somebody's scope, used up or not; nothing where there is none. */
export const invitationAt = async ({ store, scope }: Pick<Duty, 'store' | 'scope'>, id: string): Promise<Invitation | undefined> => {
  const [row] = await store.db
    .select()
    .from(invitations)
    .where(and(eq(invitations.id, id), within(invitations, scope)))
    .limit(1);
  return row && opened(store, row);
};

/** The invitation of a code that can still be used; nothing where it is spent, too old, or never was. */
export const findInvitation = async (store: Store, typed: string, now: Moment): Promise<Invitation | undefined> => {
  const code = codeTyped(typed);
  if (!code) return undefined;
  const codeHash = await hashOf(store.keys, 'invitation', code);
  const [row] = await store.db
    .select()
    .from(invitations)
    .where(and(eq(invitations.codeHash, codeHash), isNull(invitations.usedAt), gt(invitations.expiresAt, now.real)))
    .limit(1);
  return row && opened(store, row);
};

/** A device that was enrolled, and the key that only it keeps. */
export interface Enrolled {
  key: string;
  personId: string;
  deviceId: string;
}

/**
 * Uses an invitation up and enrols the device, in one batch: the person where he is new, his grant, the device with its PIN.
 * Of several at once one is let in.
 */
export const acceptInvitation = async (store: Store, typed: string, pin: string, now: Moment): Promise<Enrolled | undefined> => {
  const invitation = await findInvitation(store, typed, now);
  if (!invitation) return undefined;
  const { row, name, phone } = invitation;
  const { db } = store;
  const known = row.personId === null ? undefined : await personById(store, row.personId);
  const fresh = known ? undefined : await newPerson(store, row.town, { name, phone }, now.real);
  const personId = known?.id ?? fresh?.id ?? '';
  const grant = newGrant(
    personId,
    row.role,
    scopeOf(row),
    { untilAt: row.untilAt, how: row.madeBy === null ? 'first' : 'invited', madeBy: row.madeBy },
    now,
  );
  const { row: device, key } = await newDevice(store, personId, pin, now.real);
  const subject = { recordKind: 'person', recordId: personId } as const;
  const event = await eventAfter(await lastEvent(db, subject), {
    ...subject,
    ...{ town: row.town, committee: row.committee ?? '', compound: row.compound ?? '' },
    ...{ at: now.town, actor: 'staff', by: personId, deed: 'enrolled', fromState: null, state: null },
    detail: { device: device.id, grant: grant.id, role: row.role, invitedBy: row.madeBy },
  });
  const used = db
    .update(invitations)
    .set({ usedAt: now.real, sealed: null, keyId: null })
    .where(isOpen(row.id, now))
    .returning({ id: invitations.id });
  const was = happened(event);
  const made = await changeWithEvent(
    db,
    used,
    event,
    ...(fresh ? [insertIf(db, people, fresh, was)] : []),
    // Another phone of somebody known changes nothing of what he may.
    ...(known ? [] : [insertIf(db, grants, grant, was)]),
    insertIf(db, devices, device, sql`${was}`),
  );
  return made ? { key, personId, deviceId: device.id } : undefined;
};
