import { and, asc, eq } from 'drizzle-orm';
import { events } from '../../db/schema/events.ts';
import { items, requests } from '../../db/schema/requests.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { aside } from '../reach.ts';
import { Refusal } from '../refusal.ts';
import { inReach } from './pressing.ts';
import type { RequestRecord } from './record.ts';
import { among } from './rows.ts';
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

/** Several of them with their drugs and chains, in one batch, by id; those out of reach are passed over. */
export const recordsBy = async (duty: Duty, ids: readonly string[]): Promise<ReadonlyMap<string, RequestRecord>> => {
  const { db } = duty.store;
  const [rows, drugs, happened] = await db.batch([
    db
      .select()
      .from(requests)
      .where(and(among(requests.id, ids), aside(ofTeam(duty)))),
    db.select().from(items).where(among(items.requestId, ids)).orderBy(asc(items.requestId), asc(items.seq)),
    db
      .select()
      .from(events)
      .where(and(eq(events.recordKind, 'request'), among(events.recordId, ids)))
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
