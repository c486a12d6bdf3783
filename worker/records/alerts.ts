import { and, eq, gt, isNull, or } from 'drizzle-orm';
import { grants } from '../../db/schema/staff.ts';
import { DAY } from '../../domain/clock.ts';
import { covers } from '../../domain/role.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { scopeOf } from './grants.ts';
import { peopleBy } from './people.ts';

const { dates } = zhCN;
const { sealedUsed } = zhCN.desk.shell;

// A lead who was away for a weekend sees it too.
const SEEN_FOR = 3 * DAY;

/** What every other lead sees: that somebody opened a sealed code, and for three days after it began. */
export const sealedAlerts = async ({ store, scope, now, person }: Pick<Duty, 'store' | 'scope' | 'now' | 'person'>): Promise<string[]> => {
  const rows = await store.db
    .select()
    .from(grants)
    .where(
      and(
        eq(grants.how, 'sealed'),
        gt(grants.fromAt, now.town - SEEN_FOR),
        scope.committee === undefined ? undefined : or(isNull(grants.committee), eq(grants.committee, scope.committee)),
      ),
    );
  const others = rows.filter((row) => row.personId !== person.id && (covers(scope, scopeOf(row)) || covers(scopeOf(row), scope)));
  const names = await peopleBy(
    store,
    others.map(({ personId }) => personId),
  );
  return others.map(({ personId, fromAt, untilAt, revokedAt }) => {
    const until = untilAt ?? fromAt;
    return sealedUsed(names.get(personId)?.name ?? '', dates.moment(fromAt), dates.moment(until), revokedAt !== null || until <= now.town);
  });
};
