import { and, eq, gt, isNull, sql } from 'drizzle-orm';
import { requests } from '../../db/schema/requests.ts';
import type { Instant } from '../../domain/clock.ts';
import type { Channel } from './channels.ts';
import type { Store } from './store.ts';

/** An urgent request for medicine that nobody has taken yet: where from, and nothing of whose or which. */
export interface Alarm {
  id: string;
  committee: string;
  compound: string;
  /** How often it was opened again: each time it is a new alarm. */
  reopened: number;
}

const MOST = 50;

/**
 * What a channel is to raise the alarm for. It goes by what the request is now and not by when it came in: one that became
 * urgent by a correction counts as much.
 * @param since town time: what was not touched after the channel was made is known already
 */
export const alarmsFor = ({ db }: Pick<Store, 'db'>, { committee, compound }: Channel, since: Instant): Promise<Alarm[]> =>
  db
    .select({
      id: requests.id,
      committee: requests.committee,
      compound: requests.compound,
      reopened: sql<number>`(select count(*) from events where record_kind = 'request' and record_id = requests.id and deed = 'reopened')`,
    })
    .from(requests)
    .where(
      and(
        eq(requests.team, 'medicine'),
        eq(requests.urgent, true),
        eq(requests.state, 'received'),
        isNull(requests.endedAt),
        gt(requests.changedAt, since),
        committee ? eq(requests.committee, committee) : undefined,
        compound ? eq(requests.compound, compound) : undefined,
      ),
    )
    .limit(MOST);
