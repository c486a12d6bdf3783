import { and, eq, gt, isNull, or } from 'drizzle-orm';
import { grants, people } from '../../db/schema/staff.ts';
import { DAY } from '../../domain/clock.ts';
import { covers } from '../../domain/role.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { scopeOf } from './grants.ts';
import { openPerson } from './people.ts';

const { dates } = zhCN;
const { sealedUsed } = zhCN.desk.shell;

// A lead who was away for a weekend sees it too.
const SEEN_FOR = 3 * DAY;

/** Grants that a sealed code opened of late, each with its person. */
export const openedIn = ({ store: { db }, scope, now }: Pick<Duty, 'store' | 'scope' | 'now'>) => {
  const { town, committee, compound, building, fromAt, untilAt, revokedAt } = grants;
  return db
    .select({ town, committee, compound, building, fromAt, untilAt, revokedAt, id: people.id, sealed: people.sealed })
    .from(grants)
    .innerJoin(people, eq(people.id, grants.personId))
    .where(
      and(
        eq(grants.how, 'sealed'),
        gt(grants.fromAt, now.town - SEEN_FOR),
        scope.committee === undefined ? undefined : or(isNull(committee), eq(committee, scope.committee)),
      ),
    );
};
type Opened = Awaited<ReturnType<typeof openedIn>>[number];

/** What every other lead sees: that somebody opened a sealed code, and for three days after it began. */
export const sealedAlerts = async (
  { store, scope, now, person }: Pick<Duty, 'store' | 'scope' | 'now' | 'person'>,
  rows: readonly Opened[],
) =>
  Promise.all(
    rows
      .filter((row) => row.id !== person.id && (covers(scope, scopeOf(row)) || covers(scopeOf(row), scope)))
      .map(async ({ fromAt, untilAt, revokedAt, ...row }) => {
        const { name } = await openPerson(store, row);
        const until = untilAt ?? fromAt;
        return sealedUsed(name, dates.moment(fromAt), dates.moment(until), revokedAt !== null || until <= now.town);
      }),
  );
