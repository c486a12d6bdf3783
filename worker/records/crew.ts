import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { grants, people } from '../../db/schema/staff.ts';
import { covers, RIGHTS, type Scope } from '../../domain/role.ts';
import type { Duty } from '../duty.ts';
import { isLive, scopeOf } from './grants.ts';
import { namesOf, type Person } from './people.ts';
import type { Store } from './store.ts';

/** Grants for medicine that hold now and may reach a place, each with its person. */
export const crewIn = ({ store, now }: Pick<Duty, 'store' | 'now'>, place: Scope) => {
  const { town, committee, compound, building } = grants;
  const here = place.committee === undefined ? isNull(committee) : or(isNull(committee), eq(committee, place.committee));
  return store.db
    .select({ town, committee, compound, building, id: people.id, sealed: people.sealed })
    .from(grants)
    .innerJoin(people, eq(people.id, grants.personId))
    .where(and(eq(town, place.town), inArray(grants.role, [...RIGHTS.medicine]), here, isLive(now.town)));
};

/** Who may be given a card or a run there: those whose grant, as {@link crewIn} found it, reaches all of the place. By name. */
export const crewFrom = async (store: Store, place: Scope, found: Awaited<ReturnType<typeof crewIn>>): Promise<Person[]> => {
  const crew = await namesOf(
    store,
    found.filter((grant) => covers(scopeOf(grant), place)),
  );
  return [...crew.values()].sort((one, other) => one.name.localeCompare(other.name, 'zh-CN'));
};

/** The same, where nothing else is read with it. */
export const crewOf = async (duty: Pick<Duty, 'store' | 'now'>, place: Scope) => crewFrom(duty.store, place, await crewIn(duty, place));
