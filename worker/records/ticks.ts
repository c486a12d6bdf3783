import { and, type SQL, sql } from 'drizzle-orm';
import { signups } from '../../db/schema/signups.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { isHolding, type SignupState, type Tickable } from '../../domain/status.ts';
import type { Duty } from '../duty.ts';
import { isHeld } from './claims.ts';
import { signupsAt, workOnMany } from './many.ts';
import { recordOf, type SignupRecord } from './record.ts';
import type { Signup } from './signups.ts';
import { hasPlace } from './slots.ts';
import { workOnSignup } from './work.ts';

/** Done; or somebody else ticked it otherwise, its household has signed up again, or its slot is full meanwhile. */
export type Ticked = 'done' | 'changed' | 'again' | 'full';

/** Whether nobody else of the household holds a place meanwhile. */
const isFree = ({ id, claim }: Signup): SQL | undefined =>
  claim === null ? undefined : sql`not exists (select 1 from signups where ${isHeld(claim)} and ${signups.id} <> ${id})`;

// Only who comes back from "absent" or "refused" needs a turn, and a place if he is to come once more. What was handed over was.
const whatItNeeds = (sheet: Sheet, row: Signup, state: Tickable): SQL | undefined => {
  if (isHolding(row.state) || !isHolding(state)) return undefined;
  const slot = sheet.slots.find(({ key }) => key === row.slotKey);
  return and(isFree(row), state === 'booked' && slot ? hasPlace(sheet, slot) : undefined);
};

const ATTEMPTS = 6;

/**
 * Ticks a sign-up off, or takes its tick back. The same tick twice is one.
 * @param was the state that whoever ticks has before his eyes
 */
export const tick = async (duty: Duty, sheet: Sheet, record: SignupRecord, was: SignupState, state: Tickable): Promise<Ticked> => {
  const { store } = duty;
  let newest: SignupRecord = record;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { row } = newest;
    if (row.state === state) return 'done';
    if (row.state !== was || row.state === 'cancelled') return 'changed';
    if (await workOnSignup(duty, newest, { deed: 'ticked', state }, {}, undefined, whatItNeeds(sheet, row, state))) return 'done';
    const now = await recordOf(store, { ...newest, committee: row.committee });
    if (now?.recordKind !== 'signup') return 'changed';
    if (now.events.length === newest.events.length) return await whyNot(duty, now.row);
    newest = now;
  }
  return 'changed';
};

const whyNot = async ({ store: { dbOf } }: Duty, row: Signup): Promise<Ticked> => {
  const [held] =
    row.claim === null
      ? []
      : await dbOf(row.committee)
          .select({ id: signups.id })
          .from(signups)
          .where(sql`${isHeld(row.claim)} and ${signups.id} <> ${row.id}`)
          .limit(1);
  return held ? 'again' : 'full';
};

/** One line of a paper that is typed in: what it was when the page was drawn, and what the paper says. */
export interface PaperLine {
  id: string;
  was: SignupState;
  state: Tickable;
}

/**
 * Ticks what a paper says, all at once. Lines that somebody else changed meanwhile are left as they are.
 * @returns how many were ticked, and those left, as they are now
 */
export const tickMany = async (
  duty: Duty,
  sheet: Sheet,
  where: Pick<Signup, 'kind' | 'of'>,
  lines: readonly PaperLine[],
): Promise<{ done: number; left: readonly SignupRecord[] }> => {
  const wanted = new Map(lines.filter(({ was, state }) => was !== state).map((line) => [line.id, line]));
  const records = (await signupsAt(duty, sheet, [...wanted.keys()])).filter(({ row }) => row.kind === where.kind && row.of === where.of);
  const open = records.flatMap((record) => {
    const line = wanted.get(record.recordId);
    return line && record.row.state === line.was && line.was !== 'cancelled' ? [{ record, state: line.state }] : [];
  });
  const done = await workOnMany(
    duty,
    sheet,
    open.map(({ record, state }) => ({ record, state, deed: 'ticked' as const, only: whatItNeeds(sheet, record.row, state) })),
  );
  const missed = records.filter(({ recordId }) => !done.has(recordId)).map(({ recordId }) => recordId);
  // What somebody else has ticked just so meanwhile is as the paper says.
  const left = (await signupsAt(duty, sheet, missed)).filter(({ recordId, row }) => row.state !== wanted.get(recordId)?.state);
  return { done: done.size, left };
};
