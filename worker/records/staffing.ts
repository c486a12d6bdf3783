import { and, eq, exists, isNull, ne, or } from 'drizzle-orm';
import { devices, grants, invitations } from '../../db/schema/staff.ts';
import { type Role, type Scope, untilFor, within as atMost } from '../../domain/role.ts';
import type { Duty } from '../duty.ts';
import { changed } from './deeds.ts';
import type { Device } from './devices.ts';
import type { Happening } from './events.ts';
import { type Grant, isLive, newGrant } from './grants.ts';
import { type Invite, newInvitation } from './invitations.ts';

const about = ({ hand, now, town, scope }: Duty, personId: string): Omit<Happening, 'deed' | 'detail'> => ({
  ...{ recordKind: 'person', recordId: personId, ...hand, at: now.town, fromState: null, state: null },
  ...{ town: town.name, committee: scope.committee ?? '', compound: scope.compound ?? '' },
});

/** Stores an invitation. @returns its id */
export const invite = async (duty: Duty, asked: Invite): Promise<string> => {
  const { store, person, now } = duty;
  const { row } = await newInvitation(store, asked, person.id, now.real);
  const detail = { invitation: row.id, role: row.role };
  await changed(store.db, { ...about(duty, asked.personId ?? person.id), deed: 'invited', detail }, () => [
    store.db.insert(invitations).values(row).returning({ id: invitations.id }),
  ]);
  return row.id;
};

/** Gives somebody a role; a lead's role given so is a hand-over. @param hours for how long; see {@link untilFor} */
export const giveRole = async (duty: Duty, personId: string, role: Role, scope: Scope, hours: number | undefined): Promise<void> => {
  const { store, person, now, grant: own } = duty;
  const handsOver = role === 'lead';
  const how = handsOver ? 'handed-over' : 'given';
  const grant = newGrant(
    personId,
    role,
    scope,
    { untilAt: atMost(own.untilAt, untilFor(role, hours, now.town)), how, madeBy: person.id },
    now,
  );
  const detail = { grant: grant.id, role, hours: hours ?? null };
  await changed(store.db, { ...about(duty, personId), deed: handsOver ? 'handed-over' : 'granted', detail }, () => [
    store.db.insert(grants).values(grant).returning({ id: grants.id }),
  ]);
};

/**
 * Takes a grant back; it fails at its holder's next request. A lead's grant only while another lead remains whose grant is
 * not by a sealed code: somebody has to be able to let people in.
 * @returns whether it was done
 */
export const takeBack = async (duty: Duty, grant: Grant): Promise<boolean> => {
  const { store, now, person } = duty;
  const { town, committee } = grant;
  const others = [
    ...[eq(grants.town, town), isNull(grants.compound), eq(grants.role, 'lead'), ne(grants.how, 'sealed')],
    committee === null ? isNull(grants.committee) : or(isNull(grants.committee), eq(grants.committee, committee)),
  ];
  const another = exists(
    store.db
      .select({ id: grants.id })
      .from(grants)
      .where(and(...others, ne(grants.id, grant.id), isLive(now.town))),
  );
  const mayGo = grant.role === 'lead' && grant.how !== 'sealed' ? another : undefined;
  return changed(store.db, { ...about(duty, grant.personId), deed: 'revoked', detail: { grant: grant.id, role: grant.role } }, () => [
    store.db
      .update(grants)
      .set({ revokedAt: now.real, revokedBy: person.id })
      .where(and(eq(grants.id, grant.id), isNull(grants.revokedAt), mayGo))
      .returning({ id: grants.id }),
  ]);
};

/** Lets a locked device try its PIN again. */
export const unlock = (duty: Duty, device: Device): Promise<boolean> =>
  changed(duty.store.db, { ...about(duty, device.personId), deed: 'unlocked', detail: { device: device.id } }, () => [
    duty.store.db.update(devices).set({ tries: 0, lockedAt: null }).where(eq(devices.id, device.id)).returning({ id: devices.id }),
  ]);

/** A lost phone opens nothing any more. */
export const dropDevice = (duty: Duty, device: Device): Promise<boolean> =>
  changed(duty.store.db, { ...about(duty, device.personId), deed: 'revoked', detail: { device: device.id } }, () => [
    duty.store.db
      .update(devices)
      .set({ revokedAt: duty.now.real })
      .where(and(eq(devices.id, device.id), isNull(devices.revokedAt)))
      .returning({ id: devices.id }),
  ]);
