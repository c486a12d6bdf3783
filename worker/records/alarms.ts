import { and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import { requests } from '../../db/schema/requests.ts';
import { channels } from '../../db/schema/tidings.ts';
import { among } from './rows.ts';
import type { Store } from './store.ts';

/** An urgent request for medicine that nobody has taken yet: where from, and nothing of whose or which. */
export interface Alarm {
  channelId: string;
  id: string;
  committee: string;
  compound: string;
  /** How often it was opened again: each time it is a new alarm. */
  reopened: number;
}

/** In one minute; the others come in the next. */
const MOST = 50;

const pressing = and(
  ...[eq(requests.team, 'medicine'), eq(requests.urgent, true), eq(requests.state, 'received')],
  isNull(requests.endedAt),
);
const reopened = sql<number>`(select count(*) from events where record_kind = 'request' and record_id = requests.id and deed = 'reopened')`;
const raised = sql`exists (select 1 from sendings where sendings.channel_id = channels.id
  and sendings.subject = 'request/' || requests.id and sendings.revision = cast(${reopened} as text) and sendings.state <> 'dropped')`;

/**
 * What the channels are to raise the alarm for and have not yet, the longest waiting first. It goes by what the request is now and
 * not by when it came in: one that became urgent by a correction counts as much. What was not touched after a channel was made is
 * known there already.
 * @param clockOffset town time less real time, ms
 */
export const alarmsFor = ({ db }: Pick<Store, 'db'>, clockOffset: number): Promise<Alarm[]> =>
  db
    .select({ channelId: channels.id, id: requests.id, committee: requests.committee, compound: requests.compound, reopened })
    .from(channels)
    .innerJoin(
      requests,
      and(
        or(eq(channels.committee, ''), eq(requests.committee, channels.committee)),
        or(eq(channels.compound, ''), eq(requests.compound, channels.compound)),
      ),
    )
    .where(
      and(
        ...[isNull(channels.offAt), eq(channels.urgent, true), pressing],
        ...[sql`${requests.changedAt} > ${channels.since} + ${clockOffset}`, sql`not ${raised}`],
      ),
    )
    .orderBy(asc(requests.changedAt), asc(requests.id))
    .limit(MOST);

/** Which of some requests nobody has taken yet. */
export const stillPressing = async ({ db }: Pick<Store, 'db'>, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  if (ids.length === 0) return new Set();
  const rows = await db
    .select({ id: requests.id })
    .from(requests)
    .where(and(among(requests.id, ids), pressing));
  return new Set(rows.map(({ id }) => id));
};
