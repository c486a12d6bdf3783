import { and, desc, eq, exists, gt, inArray, isNotNull, isNull, ne, or } from 'drizzle-orm';
import { devices, grants, invitations } from '../../db/schema/staff.ts';
import { DAY } from '../../domain/clock.ts';
import { covers, mayName, type Role, type Scope, untilFor, within as atMost } from '../../domain/role.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { changed } from './deeds.ts';
import type { Device } from './devices.ts';
import type { Happening } from './events.ts';
import { type Grant, isLive, liveGrants, newGrant, scopeOf } from './grants.ts';
import { type Invite, newInvitation } from './invitations.ts';
import { type Person, peopleBy, personById } from './people.ts';

/** A grant as the list shows it: whose, and whether it holds. */
export interface Holding {
  person: Person;
  grant: Grant;
  live: boolean;
  locked: boolean;
}

// Who worked here in the last days can be asked to come again with one tap.
const REMEMBERED = 7 * DAY;
const MOST = 200;

/** Who works within somebody's scope, and who did so lately; the newest grants first. */
export const holdingsIn = async ({ store, scope, now }: Pick<Duty, 'store' | 'scope' | 'now'>): Promise<Holding[]> => {
  const rows = await store.db
    .select()
    .from(grants)
    .where(and(within(grants, scope), or(isNull(grants.untilAt), gt(grants.untilAt, now.town - REMEMBERED))))
    .orderBy(desc(grants.madeAt))
    .limit(MOST);
  const ids = [...new Set(rows.map(({ personId }) => personId))];
  const [names, locked] = await Promise.all([
    peopleBy(store, ids),
    store.db
      .select({ personId: devices.personId })
      .from(devices)
      .where(and(inArray(devices.personId, ids.slice(0, 90)), isNotNull(devices.lockedAt), isNull(devices.revokedAt))),
  ]);
  const lockedIds = new Set(locked.map(({ personId }) => personId));
  return rows.flatMap((grant) => {
    const person = names.get(grant.personId);
    const over = grant.untilAt !== null && grant.untilAt <= now.town;
    return person ? [{ person, grant, live: !over && grant.revokedAt === null, locked: lockedIds.has(person.id) }] : [];
  });
};

/** Somebody with all that a lead may see of him. */
export interface Member {
  person: Person;
  /** His grants within the lead's scope. */
  grants: readonly Grant[];
  devices: readonly Device[];
  /** Everything that he may do now lies within the lead's scope: only then are his devices the lead's business. */
  whollyMine: boolean;
}

/** Somebody who has or had a grant within the scope; nothing otherwise. */
export const memberAt = async ({ store, scope, now, grant: own }: Duty, id: string): Promise<Member | undefined> => {
  const [person, here, live, owned] = await Promise.all([
    personById(store, id),
    store.db
      .select()
      .from(grants)
      .where(and(eq(grants.personId, id), within(grants, scope)))
      .orderBy(desc(grants.madeAt))
      .limit(50),
    liveGrants(store.db, id, now),
    store.db.select().from(devices).where(eq(devices.personId, id)).orderBy(desc(devices.madeAt)).limit(20),
  ]);
  if (!person || here.length === 0) return undefined;
  return {
    person,
    grants: here,
    devices: owned,
    whollyMine: live.every((grant) => covers(scope, scopeOf(grant)) && mayName(grant.role, own.how)),
  };
};

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
