import { and, count, eq, inArray, isNull, or, type SQL } from 'drizzle-orm';
import { signups } from '../../db/schema/signups.ts';
import { doorOf } from '../../domain/address.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { addressIn } from '../../domain/signup.ts';
import type { SlotKind } from '../../domain/slot.ts';
import type { SignupState } from '../../domain/status.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { unseal } from '../seal.ts';
import { type Person, type Signup, sealedPerson } from './signups.ts';
import type { Store } from './store.ts';

/** A distribution, round or post of a compound. */
export interface Of {
  kind: SlotKind;
  of: string;
}

/** Which of its sign-ups; cancelled ones only where they are asked for. */
export interface Filter {
  slot?: string | undefined;
  building?: string | undefined;
  state?: SignupState | undefined;
}

/** How many sign-ups of one slot and building are in one state. */
export interface Tally {
  building: string | null;
  slotKey: string;
  state: SignupState;
  late: boolean;
  count: number;
}

/** A sign-up as it stands on a list: with who comes, and from which door; nothing of both once it was erased. */
export interface Line {
  row: Signup;
  person?: Person | undefined;
  door: string;
}

/** The sign-ups for one thing, as far as they lie within scope. */
export const signupsOf = ({ scope }: Pick<Duty, 'scope'>, { committee, compound }: Sheet, { kind, of }: Of): SQL | undefined =>
  and(
    within(signups, scope),
    eq(signups.committee, committee.id),
    eq(signups.compound, compound.id),
    eq(signups.kind, kind),
    eq(signups.of, of),
  );

/** Counts by building, slot and state: what the filters of a list and its pages are made of. */
export const tallyOf = ({ dbOf }: Store, { committee }: Sheet, where: SQL | undefined): Promise<Tally[]> =>
  dbOf(committee.id)
    .select({
      building: signups.building,
      slotKey: signups.slotKey,
      state: signups.state,
      late: signups.late,
      count: count(),
    })
    .from(signups)
    .where(where)
    .groupBy(signups.building, signups.slotKey, signups.state, signups.late);

/** Whether a tally is of what a filter lets through. */
export const passes =
  ({ slot, building, state }: Filter) =>
  (one: Pick<Tally, 'building' | 'slotKey' | 'state'>): boolean =>
    (slot === undefined || one.slotKey === slot) &&
    (building === undefined || one.building === building) &&
    (state === undefined ? one.state !== 'cancelled' : one.state === state);

export const sumOf = (tallies: readonly Tally[]): number => tallies.reduce((sum, one) => sum + one.count, 0);

/** Opens who signed up, and says the door. */
export const lineOf = async ({ keys }: Store, sheet: Sheet, row: Signup): Promise<Line> => {
  const person = row.sealed ? await unseal(keys, `signups/${row.id}`, row.sealed, sealedPerson) : undefined;
  const building = sheet.buildings.find(({ id }) => id === row.building)?.name ?? row.building ?? '';
  return { row, person, door: person ? doorOf(sheet, addressIn(person), zhCN) : building };
};

const MOST_NAMED = 80;

/** Doors as a person orders them: 201 before 1001. */
export const natural = new Intl.Collator('zh', { numeric: true });

/** The buildings that lines lie in, in the compound's order; erased ones come last. */
export const buildingsIn = (sheet: Sheet, tallies: readonly Tally[]): (string | null)[] => {
  const order = new Map(sheet.buildings.map(({ id }, at): [string | null, number] => [id, at]));
  const found = [...new Set(tallies.map(({ building }) => building))];
  const place = (building: string | null) => order.get(building) ?? (building === null ? Number.MAX_SAFE_INTEGER : order.size);
  return found.sort((one, other) => place(one) - place(other));
};

/**
 * One page of a list, by building and door. Doors are sealed: only the buildings that the page shows are opened and put
 * in order, so that a list of a thousand costs no more than its page.
 * @param tallies those of the whole list, as {@link tallyOf} gives them
 */
export const pageOf = async (
  store: Store,
  sheet: Sheet,
  where: SQL | undefined,
  tallies: readonly Tally[],
  filter: Filter,
  page: number,
  size: number,
): Promise<{ lines: Line[]; total: number }> => {
  const shown = tallies.filter(passes(filter));
  const total = sumOf(shown);
  const from = (page - 1) * size;
  let before = 0;
  let skipped = 0;
  const wanted: (string | null)[] = [];
  for (const building of buildingsIn(sheet, shown)) {
    const here = sumOf(shown.filter((one) => one.building === building));
    if (before + here <= from) skipped += here;
    else if (before < from + size) wanted.push(building);
    before += here;
  }
  if (wanted.length === 0) return { lines: [], total };
  const named = wanted.filter((building) => building !== null);
  const rows = await store
    .dbOf(sheet.committee.id)
    .select()
    .from(signups)
    .where(
      and(
        where,
        // All of a street's numbers would be more parameters than a statement has: then all is read.
        wanted.length > MOST_NAMED
          ? undefined
          : or(
              named.length > 0 ? inArray(signups.building, named) : undefined,
              wanted.includes(null) ? isNull(signups.building) : undefined,
            ),
        filter.slot === undefined ? undefined : eq(signups.slotKey, filter.slot),
        filter.state === undefined ? inArray(signups.state, LISTED) : eq(signups.state, filter.state),
      ),
    );
  const lines = await Promise.all(rows.filter(({ building }) => wanted.includes(building)).map((row) => lineOf(store, sheet, row)));
  const order = (line: Line) => wanted.indexOf(line.row.building);
  lines.sort((one, other) => order(one) - order(other) || natural.compare(one.door, other.door) || one.row.id.localeCompare(other.row.id));
  return { lines: lines.slice(from - skipped, from - skipped + size), total };
};

const LISTED: SignupState[] = ['booked', 'collected', 'proxied', 'absent', 'refused'];
