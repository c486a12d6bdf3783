import { and, eq, isNull } from 'drizzle-orm';
import { grants } from '../../db/schema/staff.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { isLive } from './grants.ts';
import { peopleBy } from './people.ts';

/** What every other lead sees: somebody works on a sealed code. */
export const sealedAlerts = async ({ store, scope, now, person }: Pick<Duty, 'store' | 'scope' | 'now' | 'person'>): Promise<string[]> => {
  const { shell, dates } = { shell: zhCN.desk.shell, dates: zhCN.dates };
  const open = await store.db
    .select()
    .from(grants)
    .where(
      and(
        scope.committee === undefined ? isNull(grants.committee) : eq(grants.committee, scope.committee),
        eq(grants.role, 'lead'),
        eq(grants.how, 'sealed'),
        isLive(now.town),
      ),
    );
  const names = await peopleBy(
    store,
    open.map(({ personId }) => personId),
  );
  return open
    .filter(({ personId }) => personId !== person.id)
    .map(({ personId, fromAt, untilAt }) =>
      shell.sealedUsed(names.get(personId)?.name ?? '', dates.moment(fromAt), dates.moment(untilAt ?? fromAt)),
    );
};
