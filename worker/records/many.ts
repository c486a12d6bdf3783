import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { BatchItem } from 'drizzle-orm/batch';
import { events } from '../../db/schema/events.ts';
import { signups } from '../../db/schema/signups.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { SignupState } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { stillLast } from './events.ts';
import { nextEvent, type SignupRecord } from './record.ts';
import { insertIf } from './rows.ts';
import type { Signup } from './signups.ts';
import type { Working } from './work.ts';

/** How many sign-ups are worked at once: a page of them, and within the hundred parameters of a statement. */
export const MOST_AT_ONCE = 60;

/** A committee's sign-ups by their ids, as far as they lie within scope, in the order asked for. @throws Error above {@link MOST_AT_ONCE} */
export const signupsAt = async (
  { store, scope }: Pick<Duty, 'store' | 'scope'>,
  { committee }: Pick<Sheet, 'committee'>,
  ids: readonly string[],
): Promise<SignupRecord[]> => {
  if (ids.length > MOST_AT_ONCE) throw new Error(`${ids.length} sign-ups at once`);
  if (ids.length === 0) return [];
  const db = store.dbOf(committee.id);
  const [rows, happened] = await db.batch([
    db
      .select()
      .from(signups)
      .where(and(inArray(signups.id, [...ids]), within(signups, scope))),
    db
      .select()
      .from(events)
      .where(and(eq(events.recordKind, 'signup'), inArray(events.recordId, [...ids])))
      .orderBy(asc(events.seq)),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{ recordKind: 'signup' as const, recordId: id, row, events: happened.filter(({ recordId }) => recordId === id) }] : [];
  });
};

/** One of many sign-ups, and what is done to it. */
export interface ManyWork extends Working<SignupState> {
  record: SignupRecord;
  set?: Partial<Signup>;
  /** A further condition, on the sign-up's row. */
  only?: SQL | undefined;
}

/**
 * Changes many sign-ups in one batch, each with its event: those that somebody else changed meanwhile, or whose
 * condition does not hold any more, stay as they are.
 * @param dependents what comes after them in the batch
 * @returns the ids of those that were changed
 */
export const workOnMany = async (
  { store, hand, now }: Pick<Duty, 'store' | 'hand' | 'now'>,
  { committee }: Pick<Sheet, 'committee'>,
  works: readonly ManyWork[],
  dependents: readonly BatchItem<'sqlite'>[] = [],
): Promise<ReadonlySet<string>> => {
  const db = store.dbOf(committee.id);
  const pairs = await Promise.all(
    works.map(async ({ record, deed, state = record.row.state, detail = {}, set = {}, only }) => {
      const { last, event } = await nextEvent(record, { at: now.town, deed, state, detail }, hand);
      const change = db
        .update(signups)
        .set({ ...set, state, changedAt: now.town })
        .where(and(eq(signups.id, record.recordId), stillLast(last), only))
        .returning({ id: signups.id });
      return { change, event };
    }),
  );
  const [first, ...rest] = pairs.flatMap(({ change, event }): BatchItem<'sqlite'>[] => [
    change,
    insertIf(db, events, event, sql`changes() = 1`),
  ]);
  if (!first) return new Set();
  const results = await db.batch([first, ...rest, ...dependents]);
  return new Set(
    works.flatMap(({ record }, at) => (Array.isArray(results[at * 2]) && results[at * 2].length === 1 ? [record.recordId] : [])),
  );
};
