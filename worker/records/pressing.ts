import { and, count, eq, isNull, lt, ne, type SQL, sql } from 'drizzle-orm';
import { requests } from '../../db/schema/requests.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';

/** Which requests somebody may work: those in his scope, and for the medicine team only its own. */
export const inReach = ({ scope, grant }: Pick<Duty, 'scope' | 'grant'>): SQL | undefined =>
  and(within(requests, scope), grant.role === 'medicine' ? eq(requests.team, 'medicine') : undefined);

/** How many open requests are past their due date. */
export const overdueIn = ({ store: { db }, scope, grant, now }: Pick<Duty, 'store' | 'scope' | 'grant' | 'now'>) =>
  db
    .select({ overdue: count() })
    .from(requests)
    .where(and(inReach({ scope, grant }), isNull(requests.endedAt), lt(requests.dueAt, now.town), ne(requests.state, 'delivered')));

/** How many urgent requests nobody has taken yet, and when the newest of them came. */
export const urgentIn = ({ store: { db }, scope, grant }: Pick<Duty, 'store' | 'scope' | 'grant'>) =>
  db
    .select({ urgent: count(), newestUrgent: sql<number>`coalesce(max(${requests.receivedAt}), 0)` })
    .from(requests)
    .where(and(inReach({ scope, grant }), isNull(requests.endedAt), eq(requests.urgent, true), eq(requests.state, 'received')));
