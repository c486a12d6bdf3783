import { and, desc, eq, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { nightLines, nights } from '../../db/schema/medicine.ts';
import { nightOf } from '../../domain/chain.ts';
import { addDays, type Day } from '../../domain/clock.ts';
import type { Scope } from '../../domain/role.ts';
import type { Deed } from '../../domain/status.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { teamOf, teamPlace } from '../reach.ts';
import { Refusal } from '../refusal.ts';
import { changed } from './deeds.ts';
import { type Happening, happened } from './events.ts';
import { isBlank } from './nightlines.ts';
import { insertIf } from './rows.ts';

const { shell } = zhCN.desk;

export type Night = typeof nights.$inferSelect;

type Team = ReturnType<typeof teamOf>;
type Worker = Pick<Duty, 'store' | 'town' | 'scope' | 'now' | 'hand'>;

const ofTeam = ({ town, team }: Team): SQL | undefined => and(eq(nights.town, town), eq(nights.team, team));

/** One's team's list of a night, if somebody has opened it. */
export const nightsOn = (duty: Pick<Duty, 'store' | 'town' | 'scope'>, day: Day) =>
  duty.store.db
    .select()
    .from(nights)
    .where(and(ofTeam(teamOf(duty)), eq(nights.day, day)))
    .limit(1);

/** The same; nothing where nobody has opened it. */
export const findNight = async (duty: Pick<Duty, 'store' | 'town' | 'scope'>, day: Day): Promise<Night | undefined> =>
  (await nightsOn(duty, day))[0];

/** A list of one's team. @throws Refusal 404 where there is none, as where it is another team's */
export const nightAt = async (duty: Pick<Duty, 'store' | 'town' | 'scope'>, id: string): Promise<Night> => {
  const [night] = await duty.store.db
    .select()
    .from(nights)
    .where(and(eq(nights.id, id), ofTeam(teamOf(duty))))
    .limit(1);
  if (!night) throw new Refusal(404, shell.none);
  return night;
};

/** Lists of nights before this one that nobody has closed, the newest first. */
export const unclosedNights = (duty: Pick<Duty, 'store' | 'town' | 'scope' | 'now'>) =>
  duty.store.db
    .select()
    .from(nights)
    .where(and(ofTeam(teamOf(duty)), isNull(nights.closedAt), lt(nights.day, nightOf(duty.now.town))))
    .orderBy(desc(nights.day))
    .limit(7);

const isHere = ({ committee, compound }: Scope): SQL => {
  const inCommittee = committee === undefined ? sql`` : sql` and committee = ${committee}`;
  return compound === undefined ? inCommittee : sql`${inCommittee} and compound = ${compound}`;
};
const open = {
  request: (scope: Scope) => sql`team = 'medicine' and ended_at is null${isHere(scope)}`,
  card: (scope: Scope) => sql`returned_at is null${isHere(scope)}`,
};
const TABLES = { request: sql`requests`, card: sql`cards` };
const KINDS = ['request', 'card'] as const;

const isListed = (nightId: string, kind: (typeof KINDS)[number]) =>
  sql`exists (select 1 from night_lines l where l.night_id = ${nightId} and l.kind = ${kind} and l.subject_id = ${TABLES[kind]}.id)`;

/** The statements that put on a list everything that is open and not yet on it. */
const takeDown = ({ store: { db }, scope }: Pick<Duty, 'store' | 'scope'>, nightId: string, late: boolean, condition: SQL) => {
  const take = (kind: (typeof KINDS)[number]) =>
    db
      .insert(nightLines)
      .select(
        sql`select lower(hex(randomblob(16))), town, committee, compound, ${nightId}, ${kind}, id, ${late ? 1 : 0}, null, null, null, null, null
          from ${TABLES[kind]} where ${open[kind](scope)} and not ${isListed(nightId, kind)} and ${condition}`,
      )
      .onConflictDoNothing();
  return [take('request'), take('card')] as const;
};

const ofNight = (
  { town, scope, now, hand }: Pick<Duty, 'town' | 'scope' | 'now' | 'hand'>,
  id: string,
  deed: Deed,
  fromState: string | null,
  state: string,
): Happening => ({
  ...{ ...teamPlace({ town, scope }), recordKind: 'night', recordId: id },
  ...{ ...hand, at: now.town, deed, fromState, state, detail: {} },
});

/**
 * Opens tonight's list and freezes it: every open request of the team and every card that is out. One per team and
 * night: of two phones at once one opens it, and both see it.
 */
export const openNight = async (duty: Worker): Promise<Night> => {
  const { db } = duty.store;
  const team = teamOf(duty);
  const night: Night = {
    ...{ id: crypto.randomUUID(), ...team, day: nightOf(duty.now.town) },
    ...{ openedBy: duty.hand.by ?? '', openedAt: duty.now.town, closedBy: null, closedAt: null },
  };
  const none = sql`not exists (select 1 from nights where town = ${team.town} and team = ${team.team} and day = ${night.day})`;
  await changed(db, ofNight(duty, night.id, 'made', null, 'open'), (event) => [
    insertIf(db, nights, night, none).onConflictDoNothing().returning({ id: nights.id }),
    ...takeDown(duty, night.id, false, happened(event)),
  ]);
  const opened = await findNight(duty, night.day);
  if (!opened) throw new Refusal(409, shell.overtaken);
  return opened;
};

const isStillOpen = (id: string): SQL => sql`exists (select 1 from nights where id = ${id} and closed_at is null)`;

/** The statements that put what arrived since on a list, where it stands apart; nothing on one that is closed. */
export const addLate = (duty: Pick<Duty, 'store' | 'scope'>, id: string) => takeDown(duty, id, true, isStillOpen(id));

/** The day that a list's 明天 means. */
export const dayAfter = ({ day }: Pick<Night, 'day'>): Day => addDays(day, 1);

/**
 * Closes a list, if no line is blank and nothing is open that is not on it: one statement decides, so that a request that
 * arrives at the same moment is either on the list or after its closing. What arrived late is put on it in the same batch.
 * @returns whether it is closed now; closing twice is harmless
 */
export const closeNight = async (duty: Worker, night: Night): Promise<boolean> => {
  if (night.closedAt !== null) return true;
  const { db } = duty.store;
  const unlisted = (kind: (typeof KINDS)[number]) =>
    sql`not exists (select 1 from ${TABLES[kind]} where ${open[kind](duty.scope)} and not ${isListed(night.id, kind)})`;
  const closed = await changed(db, ofNight(duty, night.id, 'closed', 'open', 'closed'), () => [
    db
      .update(nights)
      .set({ closedBy: duty.hand.by, closedAt: duty.now.town })
      .where(
        and(
          eq(nights.id, night.id),
          isNull(nights.closedAt),
          sql`not exists (select 1 from night_lines where night_id = ${night.id} and ${isBlank})`,
          unlisted('request'),
          unlisted('card'),
        ),
      )
      .returning({ id: nights.id }),
    ...addLate(duty, night.id),
  ]);
  return closed || (await nightAt(duty, night.id)).closedAt !== null;
};
