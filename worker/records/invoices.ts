import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import { invoices, runs } from '../../db/schema/medicine.ts';
import { MINUTE } from '../../domain/clock.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { teamOf, within } from '../reach.ts';
import { Refusal } from '../refusal.ts';
import type { Deal } from './cancellations.ts';
import { happened } from './events.ts';
import type { RequestRecord } from './record.ts';
import { insertIf } from './rows.ts';
import type { Store } from './store.ts';
import { workOn } from './work.ts';

const { shell } = zhCN.desk;

export type Invoice = typeof invoices.$inferSelect;

/** An amount in fen and who advanced it. */
export interface Advance {
  fen: number;
  advancedBy: string;
}

/** An invoice within the scope of whoever is at work. @throws Refusal 404 where there is none, as where it is somebody else's */
export const invoiceAt = async ({ store, scope }: Duty, id: string): Promise<Invoice> => {
  const [invoice] = await store.db
    .select()
    .from(invoices)
    .where(and(eq(invoices.id, id), within(invoices, scope)))
    .limit(1);
  if (!invoice) throw new Refusal(404, shell.none);
  return invoice;
};

/** A request's invoices, in order. */
export const invoicesOf = ({ db }: Pick<Store, 'db'>, requestId: string) =>
  db.select().from(invoices).where(eq(invoices.requestId, requestId)).orderBy(asc(invoices.at));

/** The invoices of a run. */
export const invoicesOn = ({ db }: Pick<Store, 'db'>, runId: string) => db.select().from(invoices).where(eq(invoices.runId, runId));

// The same form sent twice: one hospital gives no two invoices of one amount to one person in ten minutes.
const SAME = 10 * MINUTE;

/** Notes an invoice of a request. The same one within ten minutes is noted once. */
export const noteInvoice = async (duty: Duty, record: RequestRecord, runId: string | null, { fen, advancedBy }: Advance): Promise<Deal> => {
  const { db } = duty.store;
  const { row } = record;
  const { town, committee, compound } = row;
  const same = sql`select 1 from invoices where request_id = ${row.id} and run_id is ${runId} and fen = ${fen}
    and advanced_by = ${advancedBy} and at > ${duty.now.town - SAME}`;
  const [twice] = await db
    .select({ id: invoices.id })
    .from(invoices)
    .where(sql`${invoices.requestId} = ${row.id} and exists (${same})`)
    .limit(1);
  if (twice) return 'done';
  const id = crypto.randomUUID();
  const invoice: Invoice = {
    ...{ id, town, committee, compound, requestId: row.id, runId, fen, advancedBy },
    ...{ by: duty.person.id, at: duty.now.town, repaidAt: null, repaidBy: null },
  };
  const done = await workOn(
    duty,
    record,
    { deed: 'paid', detail: { invoice: id, fen, advancedBy, ...(runId && { run: runId }) } },
    {},
    (event) => [insertIf(db, invoices, invoice, happened(event))],
    sql`not exists (${same})`,
  );
  return done ? 'done' : 'overtaken';
};

/** Puts an invoice right: the event keeps what stood there before. */
export const rightInvoice = async (duty: Duty, record: RequestRecord, before: Invoice, { fen, advancedBy }: Advance): Promise<Deal> => {
  if (before.fen === fen && before.advancedBy === advancedBy) return 'done';
  if (before.repaidAt !== null) return 'refused';
  const { db } = duty.store;
  const done = await workOn(
    duty,
    record,
    { deed: 'paid', detail: { invoice: before.id, fen, was: before.fen, advancedBy, wasBy: before.advancedBy } },
    {},
    (event) => [
      db
        .update(invoices)
        .set({ fen, advancedBy, by: duty.person.id, at: duty.now.town })
        .where(and(eq(invoices.id, before.id), happened(event))),
    ],
    sql`exists (select 1 from invoices where id = ${before.id} and fen = ${before.fen} and repaid_at is null)`,
  );
  return done ? 'done' : 'overtaken';
};

/** Notes that whoever advanced an invoice has the money back. */
export const repayInvoice = async (duty: Duty, record: RequestRecord, invoice: Invoice): Promise<Deal> => {
  if (invoice.repaidAt !== null) return 'done';
  const { db } = duty.store;
  const done = await workOn(
    duty,
    record,
    { deed: 'paid', detail: { invoice: invoice.id, fen: invoice.fen, repaid: true } },
    {},
    (event) => [
      db
        .update(invoices)
        .set({ repaidAt: duty.now.town, repaidBy: duty.person.id })
        .where(and(eq(invoices.id, invoice.id), isNull(invoices.repaidAt), happened(event))),
    ],
  );
  return done ? 'done' : 'overtaken';
};

/** The invoices of one's team: those of its runs, and those of no run within its scope. */
const ofTeam = (duty: Pick<Duty, 'town' | 'scope'>) =>
  and(
    within(invoices, duty.scope),
    or(
      isNull(invoices.runId),
      inArray(invoices.runId, sql`(select id from runs where town = ${teamOf(duty).town} and team = ${teamOf(duty).team})`),
    ),
  );

const sums = {
  advanced: sql<number>`sum(${invoices.fen})`,
  repaid: sql<number>`sum(case when ${invoices.repaidAt} is null then 0 else ${invoices.fen} end)`,
  count: sql<number>`count(*)`,
};

/** What was advanced and repaid, in fen, by member. */
export const moneyByMember = (duty: Pick<Duty, 'store' | 'town' | 'scope'>) =>
  duty.store.db
    .select({ member: invoices.advancedBy, ...sums })
    .from(invoices)
    .where(ofTeam(duty))
    .groupBy(invoices.advancedBy);

/** What was advanced and repaid, in fen, by member and by run. */
export const moneyOf = (duty: Pick<Duty, 'store' | 'town' | 'scope'>) => {
  const { db } = duty.store;
  return db.batch([
    moneyByMember(duty),
    db
      .select({ run: runs, ...sums })
      .from(invoices)
      .innerJoin(runs, eq(runs.id, invoices.runId))
      .where(ofTeam(duty))
      .groupBy(runs.id)
      .orderBy(sql`${runs.day} desc`, asc(runs.hospital))
      .limit(40),
  ]);
};

/** A member's invoices that are not repaid yet, the oldest first. */
export const owedTo = (duty: Pick<Duty, 'store' | 'town' | 'scope'>, member: string, most: number) =>
  duty.store.db
    .select()
    .from(invoices)
    .where(and(ofTeam(duty), eq(invoices.advancedBy, member), isNull(invoices.repaidAt)))
    .orderBy(asc(invoices.at))
    .limit(most);
