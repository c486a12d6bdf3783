import { and, desc, eq, gt, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import { devices, grants } from '../../db/schema/staff.ts';
import type { Instant } from '../../domain/clock.ts';
import { covers, mayName } from '../../domain/role.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import type { Device } from './devices.ts';
import { type Grant, liveGrants, scopeOf } from './grants.ts';
import { type Person, peopleBy, personById } from './people.ts';
import { lastSeen, REMEMBERED } from './sessions.ts';

/** Somebody as a lead sees him: the grants that he has or had within the lead's scope, the newest first. */
interface Seen {
  person: Person;
  grants: readonly Grant[];
  /** When he last worked at the desk (real time); nothing if not within a week. */
  seenAt?: Instant | undefined;
}

/** Somebody in the list of people. */
export interface Holder extends Seen {
  locked: boolean;
}

const MOST = 200;

/** Who works within somebody's scope, and who did so in the last week and can be asked to come again; the newest grants first. */
export const holdersIn = async ({ store, scope, now }: Pick<Duty, 'store' | 'scope' | 'now'>): Promise<Holder[]> => {
  const rows = await store.db
    .select()
    .from(grants)
    .where(and(within(grants, scope), or(isNull(grants.untilAt), gt(grants.untilAt, now.town - REMEMBERED))))
    .orderBy(desc(grants.madeAt))
    .limit(MOST);
  const byPerson = Map.groupBy(rows, ({ personId }) => personId);
  const ids = [...byPerson.keys()].slice(0, 90);
  const [names, seen, locked] = await Promise.all([
    peopleBy(store, ids),
    lastSeen(store, ids),
    store.db
      .select({ personId: devices.personId })
      .from(devices)
      .where(and(inArray(devices.personId, ids), isNotNull(devices.lockedAt), isNull(devices.revokedAt))),
  ]);
  const lockedIds = new Set(locked.map(({ personId }) => personId));
  return [...byPerson].flatMap(([id, held]) => {
    const person = names.get(id);
    return person ? [{ person, grants: held, seenAt: seen.get(id), locked: lockedIds.has(id) }] : [];
  });
};

/** Somebody with all that a lead may see of him. */
export interface Member extends Seen {
  devices: readonly Device[];
  /** Everything that he may do now lies within the lead's scope: only then are his devices the lead's business. */
  whollyMine: boolean;
}

/** Somebody who has or had a grant within the scope; nothing otherwise. */
export const memberAt = async ({ store, scope, now, grant: own }: Duty, id: string): Promise<Member | undefined> => {
  const [person, here, live, owned, seen] = await Promise.all([
    personById(store, id),
    store.db
      .select()
      .from(grants)
      .where(and(eq(grants.personId, id), within(grants, scope)))
      .orderBy(desc(grants.madeAt))
      .limit(50),
    liveGrants(store.db, id, now),
    store.db.select().from(devices).where(eq(devices.personId, id)).orderBy(desc(devices.madeAt)).limit(20),
    lastSeen(store, [id]),
  ]);
  if (!person || here.length === 0) return undefined;
  return {
    person,
    grants: here,
    devices: owned,
    seenAt: seen.get(id),
    whollyMine: live.every((grant) => covers(scope, scopeOf(grant)) && mayName(grant.role, own.how)),
  };
};
