import { and, asc, desc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { findings, runs } from '../../db/schema/medicine.ts';
import { items, requests } from '../../db/schema/requests.ts';
import { stateAfter } from '../../domain/chain.ts';
import { isEnded, type Queue } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { aside } from '../reach.ts';
import type { Deal } from './cancellations.ts';
import { ofTeam } from './chains.ts';
import { custodyOf, isClosing } from './custody.ts';
import { happened } from './events.ts';
import { wasOn } from './findings.ts';
import type { Item } from './items.ts';
import type { RequestRecord } from './record.ts';
import { among } from './rows.ts';
import type { Run } from './runs.ts';
import { workOn } from './work.ts';

// What is on a run: drugs of several requests.

type Reach = Pick<Duty, 'store' | 'scope' | 'grant'>;

/** States of a drug that still has to be fetched. */
export const TO_FETCH = ['open', 'part', 'missing', 'looking'] as const;

/** Homes on one run: four pages of labels, and more than two people carry. */
export const MOST_ON_RUN = 96;

// The plus: what no run is to bring is most of what was ever asked for, and not to be looked for by its run.
const isFree = sql`+items.run_id is null and items.state in (${sql.raw(TO_FETCH.map((state) => `'${state}'`).join(', '))})`;

/** Whether a request has such drugs, of one queue or of any. */
export const hasFree = (queue?: Queue): SQL => {
  const ofQueue = queue === undefined ? undefined : sql`items.queue = ${queue}`;
  // In plain words: drizzle leaves out whose column it is where one table is read.
  return sql`exists (select 1 from items where items.request_id = requests.id and ${and(isFree, ofQueue)})`;
};

/** The free drugs of some requests. */
export const freeItems = ({ store }: Pick<Duty, 'store'>, ids: readonly string[]) =>
  store.db
    .select()
    .from(items)
    .where(and(isFree, among(items.requestId, ids)))
    .orderBy(asc(items.requestId), asc(items.seq));

/** Which drugs were not to be had at a hospital before: to ask there again is the last thing to try. */
export const missedAt = ({ store }: Pick<Duty, 'store'>, hospital: string, ids: readonly string[]) =>
  store.db
    .select({ item: findings.itemId })
    .from(findings)
    .innerJoin(runs, eq(runs.id, findings.runId))
    .where(and(eq(findings.outcome, 'missing'), eq(runs.hospital, hospital), among(findings.requestId, ids)));

/** The requests that have drugs on a run or had, as far as one's scope reaches, in the order of the houses; and all these drugs. */
export const loadOn = (duty: Reach, runId: string) => {
  const { db } = duty.store;
  const { urgent, committee, compound, building, askedAt } = requests;
  const ids = db.select({ id: items.requestId }).from(items).where(wasOn(runId));
  return [
    db
      .select()
      .from(requests)
      .where(and(inArray(requests.id, ids), aside(ofTeam(duty))))
      .orderBy(desc(urgent), asc(committee), asc(compound), asc(building), asc(askedAt)),
    db.select().from(items).where(wasOn(runId)).orderBy(asc(items.seq)),
  ] as const;
};

/** How many homes are on each run. */
export const homesOn = ({ store }: Pick<Duty, 'store'>, ids: readonly string[]) =>
  store.db
    .select({ run: items.runId, homes: sql<number>`count(distinct ${items.requestId})` })
    .from(items)
    .where(among(items.runId, ids))
    .groupBy(items.runId);

/** Which of some runs some requests are on. */
export const requestsOn = ({ store }: Pick<Duty, 'store'>, ids: readonly string[], runIds: readonly string[]) =>
  store.db
    .selectDistinct({ request: items.requestId, run: items.runId })
    .from(items)
    .where(and(among(items.requestId, ids), among(sql`+${items.runId}`, runIds)));

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
