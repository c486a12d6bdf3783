import { and, count, eq, isNull, lt, max, ne, type SQL } from 'drizzle-orm';
import { requests } from '../../db/schema/requests.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';

/** Which requests somebody may work: those in his scope, and for the medicine team only its own. */
export const inReach = ({ scope, grant }: Pick<Duty, 'scope' | 'grant'>): SQL | undefined =>
  and(within(requests, scope), grant.role === 'medicine' ? eq(requests.team, 'medicine') : undefined);

/** How many open requests are past their due date, how many urgent ones nobody has taken, and when the newest of these came. */
export const pressing = async ({ store: { db }, scope, grant, now }: Pick<Duty, 'store' | 'scope' | 'grant' | 'now'>) => {
  const open = and(inReach({ scope, grant }), isNull(requests.endedAt));
  const [[overdue], [urgent]] = await db.batch([
    db
      .select({ is: count() })
      .from(requests)
      .where(and(open, lt(requests.dueAt, now.town), ne(requests.state, 'delivered'))),
    db
      .select({ is: count(), newest: max(requests.receivedAt) })
      .from(requests)
      .where(and(open, eq(requests.urgent, true), eq(requests.state, 'received'))),
  ]);
  return { overdue: overdue?.is ?? 0, urgent: urgent?.is ?? 0, newestUrgent: urgent?.newest ?? 0 };
};
