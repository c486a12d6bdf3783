import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { findings, runs } from '../../db/schema/medicine.ts';
import { items, requests } from '../../db/schema/requests.ts';
import { stateAfter } from '../../domain/chain.ts';
import { isEnded } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { teamOf } from '../reach.ts';
import type { Deal } from './cancellations.ts';
import { ofTeam } from './chains.ts';
import { custodyOf, isClosing } from './custody.ts';
import { happened } from './events.ts';
import { wasOn } from './findings.ts';
import type { Item } from './items.ts';
import type { RequestRecord } from './record.ts';
import type { Run } from './runs.ts';
import { workOn } from './work.ts';

// What is on a run: drugs of several requests.

/** States of a drug that still has to be fetched. */
export const TO_FETCH = ['open', 'part', 'missing', 'looking'] as const;

/** Homes on one run: four pages of labels, and more than two people carry. */
export const MOST_ON_RUN = 96;

/** Which drugs no run is to bring yet. */
export const isFree = and(inArray(items.state, [...TO_FETCH]), isNull(items.runId));

/** Open requests with drugs that no run is to bring yet, the urgent and the earliest due first. */
export const freeRequests = (duty: Pick<Duty, 'store' | 'scope' | 'grant'>, most: number) =>
  duty.store.db
    .select({ request: requests })
    .from(requests)
    .where(
      and(
        ofTeam(duty),
        isNull(requests.endedAt),
        isNull(requests.eraseAt),
        sql`exists (select 1 from items where items.request_id = ${requests.id} and items.run_id is null
          and items.state in ('open', 'part', 'missing', 'looking'))`,
      ),
    )
    .orderBy(sql`${requests.urgent} desc`, asc(requests.dueAt))
    .limit(most);

/** The free drugs of some requests. At most ninety requests. */
export const freeItems = ({ store }: Pick<Duty, 'store'>, ids: readonly string[]) =>
  store.db
    .select()
    .from(items)
    .where(and(isFree, inArray(items.requestId, [...ids])))
    .orderBy(asc(items.requestId), asc(items.seq));

/** Which drugs were not to be had at a hospital before: to ask there again is the last thing to try. */
export const missedAt = async ({ store }: Pick<Duty, 'store'>, hospital: string, ids: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await store.db
    .select({ itemId: findings.itemId })
    .from(findings)
    .innerJoin(runs, eq(runs.id, findings.runId))
    .where(and(eq(findings.outcome, 'missing'), eq(runs.hospital, hospital), inArray(findings.requestId, [...ids])));
  return new Set(rows.map(({ itemId }) => itemId));
};

/** The drugs that a run is to bring or was asked for, with their requests, as far as one's scope reaches. */
export const loadOf = (
  duty: Pick<Duty, 'store' | 'scope' | 'grant'>,
  runId: string,
): Promise<{ item: Item; request: typeof requests.$inferSelect }[]> =>
  duty.store.db
    .select({ item: items, request: requests })
    .from(items)
    .innerJoin(requests, eq(requests.id, items.requestId))
    .where(and(wasOn(runId), ofTeam(duty)))
    .orderBy(
      sql`${requests.urgent} desc`,
      asc(requests.committee),
      asc(requests.compound),
      asc(requests.building),
      asc(requests.askedAt),
      asc(items.seq),
    );

/** How many homes are on each run. */
export const homesOn = async ({ store }: Pick<Duty, 'store'>, ids: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  if (ids.length === 0) return new Map();
  const rows = await store.db
    .select({ runId: items.runId, homes: sql<number>`count(distinct ${items.requestId})` })
    .from(items)
    .where(inArray(items.runId, [...ids].slice(0, 90)))
    .groupBy(items.runId);
  return new Map(rows.map(({ runId, homes }) => [runId ?? '', homes]));
};

/** Puts drugs of one request on a run, or takes them off again; where the request stands follows. */
const assign = async (
  duty: Duty,
  record: RequestRecord,
  moving: readonly Item[],
  runId: string | null,
  from: string | null,
): Promise<Deal> => {
  const { row } = record;
  const { db } = duty.store;
  if (isEnded(row.state) || isClosing(row)) return 'refused';
  if (moving.length === 0) return 'done';
  const ids = moving.map(({ id }) => id);
  const after = record.items.map((item) => (ids.includes(item.id) ? { ...item, runId } : item));
  const state = stateAfter(after, row.state, custodyOf(record).card);
  const run = runId ? { run: runId } : { off: from };
  const done = await workOn(
    duty,
    record,
    { deed: 'scheduled', state, detail: { ...run, items: ids.length } },
    { owner: row.owner ?? duty.person.id },
    (event) => [
      db
        .update(items)
        .set({ runId, changedAt: duty.now.town })
        .where(and(inArray(items.id, ids), happened(event))),
    ],
    // Two hands fill one run at the same moment: the last place is given once.
    runId
      ? sql`(select count(distinct request_id) from items where run_id = ${runId} and request_id <> ${row.id}) < ${MOST_ON_RUN}`
      : undefined,
  );
  return done ? 'done' : 'overtaken';
};

const isToFetch = ({ state }: Item): boolean => TO_FETCH.some((one) => one === state);

/** Puts those of the ticked drugs on a run that no other run is to bring. */
export const putOnRun = (duty: Duty, record: RequestRecord, run: Run, ticked: readonly string[]): Promise<Deal> =>
  assign(
    duty,
    record,
    record.items.filter((item) => ticked.includes(item.id) && item.runId === null && isToFetch(item)),
    run.id,
    null,
  );

/** Takes a request's drugs that were not fetched yet off a run. */
export const takeOffRun = (duty: Duty, record: RequestRecord, run: Run): Promise<Deal> =>
  assign(
    duty,
    record,
    record.items.filter((item) => item.runId === run.id && isToFetch(item)),
    null,
    run.id,
  );

/** The own team's runs that some requests are on, by request. At most ninety. */
export const recordsRuns = async (
  { store, ...duty }: Pick<Duty, 'store' | 'town' | 'scope'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Run[]>> => {
  if (ids.length === 0) return new Map();
  const { town, team } = teamOf(duty);
  const rows = await store.db
    .selectDistinct({ id: items.requestId, run: runs })
    .from(items)
    .innerJoin(runs, eq(runs.id, items.runId))
    .where(and(inArray(items.requestId, [...ids]), eq(runs.town, town), eq(runs.team, team)));
  const byRequest = Map.groupBy(rows, ({ id }) => id);
  return new Map([...byRequest].map(([id, found]) => [id, found.map(({ run }) => run)]));
};
