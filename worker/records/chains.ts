import { and, asc, eq, inArray } from 'drizzle-orm';
import { events } from '../../db/schema/events.ts';
import { items, requests } from '../../db/schema/requests.ts';
import { MINUTE } from '../../domain/clock.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { Refusal } from '../refusal.ts';
import { logDeed } from './deeds.ts';
import { inReach } from './pressing.ts';
import type { RequestRecord } from './record.ts';
import { requestAt } from './work.ts';

const { shell } = zhCN.desk;

/** The medicine team's requests that somebody reaches: whoever sees all queues works only these here. */
export const ofTeam = (duty: Pick<Duty, 'scope' | 'grant'>) => and(inReach(duty), eq(requests.team, 'medicine'));

/** A request for medicine within reach. @throws Refusal 404 where there is none, as where it is somebody else's */
export const medicineAt = async (duty: Duty, id: string): Promise<RequestRecord> => {
  const record = await requestAt(duty, id);
  if (record.row.team !== 'medicine') throw new Refusal(404, shell.none);
  return record;
};

/** Several of them with their drugs and chains, in one batch, by id; those out of reach are passed over. At most ninety. */
export const recordsBy = async (duty: Duty, ids: readonly string[]): Promise<ReadonlyMap<string, RequestRecord>> => {
  if (ids.length === 0) return new Map();
  const { db } = duty.store;
  const wanted = [...new Set(ids)];
  const [rows, drugs, happened] = await db.batch([
    db
      .select()
      .from(requests)
      .where(and(inArray(requests.id, wanted), ofTeam(duty))),
    db.select().from(items).where(inArray(items.requestId, wanted)).orderBy(asc(items.requestId), asc(items.seq)),
    db
      .select()
      .from(events)
      .where(and(eq(events.recordKind, 'request'), inArray(events.recordId, wanted)))
      .orderBy(asc(events.recordId), asc(events.seq)),
  ]);
  const drugsBy = Map.groupBy(drugs, ({ requestId }) => requestId);
  const eventsBy = Map.groupBy(happened, ({ recordId }) => recordId);
  return new Map(
    rows.map((row): [string, RequestRecord] => [
      row.id,
      { recordKind: 'request', recordId: row.id, row, items: drugsBy.get(row.id) ?? [], events: eventsBy.get(row.id) ?? [] },
    ]),
  );
};

const AGAIN = 10 * MINUTE;

/** Says in the chain that somebody looked at the drugs of a request: once a person in ten minutes. */
export const noteOpened = async ({ store, hand, now }: Duty, { row, events: chain, ...name }: RequestRecord): Promise<void> => {
  if (chain.some(({ deed, by, at }) => deed === 'opened' && by === hand.by && at > now.town - AGAIN)) return;
  const { town, committee, compound, state } = row;
  const { recordKind, recordId } = name;
  await logDeed(store.db, {
    ...{ town, committee, compound, recordKind, recordId },
    ...hand,
    at: now.town,
    deed: 'opened',
    fromState: state,
    state,
    detail: {},
  });
};
