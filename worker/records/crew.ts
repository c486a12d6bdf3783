import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { grants } from '../../db/schema/staff.ts';
import { covers, RIGHTS, type Scope } from '../../domain/role.ts';
import type { Duty } from '../duty.ts';
import { isLive, scopeOf } from './grants.ts';
import { type Person, peopleBy } from './people.ts';

/** Who may be given a card or a run there: those whose grant for medicine holds now and reaches all of the place. By name. */
export const crewOf = async ({ store, now }: Pick<Duty, 'store' | 'now'>, place: Scope): Promise<Person[]> => {
  const here =
    place.committee === undefined ? isNull(grants.committee) : or(isNull(grants.committee), eq(grants.committee, place.committee));
  const rows = await store.db
    .select()
    .from(grants)
    .where(and(eq(grants.town, place.town), inArray(grants.role, [...RIGHTS.medicine]), here, isLive(now.town)));
  const people = await peopleBy(
    store,
    rows.filter((grant) => covers(scopeOf(grant), place)).map(({ personId }) => personId),
  );
  return [...people.values()].sort((one, other) => one.name.localeCompare(other.name, 'zh-CN'));
};
