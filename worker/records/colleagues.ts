import { and, eq, inArray, isNull, or } from 'drizzle-orm';
import { grants } from '../../db/schema/staff.ts';
import type { Role } from '../../domain/role.ts';
import { RIGHTS } from '../../domain/role.ts';
import type { Duty } from '../duty.ts';
import { isLive } from './grants.ts';
import { peopleBy } from './people.ts';
import type { Request } from './requests.ts';

/** Somebody to whom a request can be handed. */
export interface Colleague {
  id: string;
  name: string;
  role: Role;
}

const rolesFor = (team: string): Role[] => RIGHTS.requests.filter((role) => role !== 'medicine' || team === 'medicine');

/** Whoever has a live grant that covers a request's place, and a role that may work it. At most eighty. */
export const colleaguesFor = async ({ store, now }: Pick<Duty, 'store' | 'now'>, row: Pick<Request, 'committee' | 'compound' | 'team'>) => {
  const rows = await store.db
    .select({ id: grants.personId, role: grants.role })
    .from(grants)
    .where(
      and(
        inArray(grants.role, rolesFor(row.team)),
        or(isNull(grants.committee), eq(grants.committee, row.committee)),
        or(isNull(grants.compound), eq(grants.compound, row.compound)),
        isNull(grants.building),
        isLive(now.town),
      ),
    )
    .limit(80);
  const names = await peopleBy(
    store,
    rows.map(({ id }) => id),
  );
  const once = rows.filter(({ id }, at) => rows.findIndex((other) => other.id === id) === at);
  return once.map(({ id, role }): Colleague => ({ id, role, name: names.get(id)?.name ?? '' }));
};
