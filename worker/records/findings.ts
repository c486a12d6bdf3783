import { and, asc, eq, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { findings } from '../../db/schema/medicine.ts';
import { items } from '../../db/schema/requests.ts';
import { AGREERS, type Finding, gotAfter, isSettled, stateAfter, unsettled } from '../../domain/chain.ts';
import { isPressing } from '../../domain/medicine.ts';
import { isEnded } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { type Sealed, seal, unseal } from '../seal.ts';
import type { Deal } from './cancellations.ts';
import { custodyOf, isClosing } from './custody.ts';
import { happened } from './events.ts';
import type { Item } from './items.ts';
import type { RequestRecord } from './record.ts';
import type { Request, Service } from './requests.ts';
import { insertIf } from './rows.ts';
import type { Store } from './store.ts';
import { workOn } from './work.ts';

export type FindingRow = typeof findings.$inferSelect;

const sealedSubstitute = z.object({ what: z.string(), agreed: z.enum(AGREERS) });

/** What was found out about one drug of a request. */
export interface Found {
  itemId: string;
  finding: Finding;
}

/** What was found out about a request's drugs, hospital by hospital, the oldest first. */
export const findingsOf = ({ db }: Pick<Store, 'db'>, requestId: string) =>
  db.select().from(findings).where(eq(findings.requestId, requestId)).orderBy(asc(findings.at));

/** What was found on a run. */
export const foundOn = ({ db }: Pick<Store, 'db'>, runId: string) =>
  db.select().from(findings).where(eq(findings.runId, runId)).orderBy(asc(findings.at));

/** What was found of a drug last. @param found the oldest first */
export const latestOf = (found: readonly FindingRow[], itemId: string): FindingRow | undefined =>
  found.findLast((row) => row.itemId === itemId);

/** What was taken instead, and who agreed; nothing where it was the drug itself, or was forgotten. */
export const substituteOf = async ({ keys }: Store, { id, sealed }: FindingRow) =>
  sealed ? unseal(keys, `findings/${id}`, sealed, sealedSubstitute) : undefined;

// What was got belongs to the run that got it; what was not to be had there is free for another run.
const runAfter = (item: Item, settled: boolean, runId: string | null): string | null => {
  if (settled) return runId ?? item.runId;
  return item.runId === runId || runId === null ? null : item.runId;
};

const tally = (found: readonly Found[]) => {
  const counts: Record<string, number> = {};
  for (const { finding } of found) counts[finding.outcome] = (counts[finding.outcome] ?? 0) + 1;
  return { ...counts, got: found.reduce((sum, { finding }) => sum + finding.got, 0) };
};

// What is in hand presses no more: days and urgency are those of what has still to be fetched.
const pressingAfter = (rule: Pick<Service, 'urgent'>, { daysLeft, urgent }: Request, drugs: readonly Item[]): Partial<Request> => {
  const rest = unsettled(drugs).map(({ days }) => days);
  if (rest.length === 0) return { urgent: false };
  const least = Math.min(...rest);
  return { daysLeft: least, urgent: isPressing(rule, least) || (urgent && least === daysLeft) };
};

/**
 * Enters what was found out about drugs of one request: a row for each, kept for ever, the drug's state, and where the
 * request stands by it. One event for all of them: counts, no drug and no hospital.
 * @param rule what the service calls urgent
 * @param runId the run it was found out on; nothing where somebody found it out otherwise
 */
export const recordFindings = async (
  duty: Duty,
  rule: Pick<Service, 'urgent'>,
  record: RequestRecord,
  runId: string | null,
  found: readonly Found[],
): Promise<Deal> => {
  const { store, now, person } = duty;
  const { db } = store;
  const { row } = record;
  const known = found.filter(({ itemId }) => record.items.some(({ id }) => id === itemId));
  if (isEnded(row.state) || isClosing(row) || known.length === 0) return 'refused';
  const rows: FindingRow[] = await Promise.all(
    known.map(async ({ itemId, finding }) => {
      const id = crypto.randomUUID();
      const { what, agreed, outcome, got } = { what: undefined, agreed: undefined, ...finding };
      const sealed: Sealed | { sealed: null; keyId: null } =
        what && agreed ? await seal(store.keys, `findings/${id}`, { what, agreed }) : { sealed: null, keyId: null };
      const { town, committee, compound } = row;
      return { id, town, committee, compound, requestId: row.id, itemId, runId, outcome, got, ...sealed, by: person.id, at: now.town };
    }),
  );
  const after = record.items.map((item) => {
    const finding = known.find(({ itemId }) => itemId === item.id)?.finding;
    if (!finding) return item;
    const state = finding.outcome;
    return { ...item, state, got: gotAfter(item, finding), runId: runAfter(item, isSettled({ state }), runId) };
  });
  const state = stateAfter(after, row.state, custodyOf(record).card);
  const done = await workOn(
    duty,
    record,
    { deed: 'outcome', state, detail: { ...tally(known), ...(runId && { run: runId }) } },
    pressingAfter(rule, row, after),
    (event) => [
      ...rows.map((finding) => insertIf(db, findings, finding, happened(event))),
      ...after
        .filter((item, at) => item !== record.items[at])
        .map(({ id, state, got, runId }) =>
          db
            .update(items)
            .set({ state, got, runId, changedAt: now.town })
            .where(and(eq(items.id, id), happened(event))),
        ),
    ],
  );
  return done ? 'done' : 'overtaken';
};

/** The statement's condition that a drug is on a run, or was. */
export const wasOn = (runId: string): SQL =>
  // A union, not an "or": each half of it is found by its own index.
  sql`${items.id} in (select id from items where run_id = ${runId} union select item_id from findings where run_id = ${runId})`;
