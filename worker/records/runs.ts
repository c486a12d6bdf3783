import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { runs } from '../../db/schema/medicine.ts';
import type { RunState } from '../../domain/chain.ts';
import { addDays, type Day, dayOf } from '../../domain/clock.ts';
import type { Deed } from '../../domain/status.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { aside, teamOf, teamPlace } from '../reach.ts';
import { Refusal } from '../refusal.ts';
import { changed } from './deeds.ts';
import type { Happening } from './events.ts';
import { among, insertIf } from './rows.ts';

const { shell } = zhCN.desk;

export type Run = typeof runs.$inferSelect;

type Worker = Pick<Duty, 'store' | 'town' | 'scope' | 'now' | 'hand'>;

/** The runs of whoever's team it is: a town's run is none of a committee's. */
const ofTeam = (duty: Pick<Duty, 'town' | 'scope'>): SQL | undefined => {
  const { town, team } = teamOf(duty);
  return and(eq(runs.town, town), eq(runs.team, team));
};

/** A run of one's team. @throws Refusal 404 where there is none, as where it is another team's */
export const runAt = async (duty: Pick<Duty, 'store' | 'town' | 'scope'>, id: string): Promise<Run> => {
  const [run] = await duty.store.db
    .select()
    .from(runs)
    .where(and(eq(runs.id, id), ofTeam(duty)))
    .limit(1);
  if (!run) throw new Refusal(404, shell.none);
  return run;
};

/** The team's runs on some days, by day and hospital. At most ninety days. */
export const runsOn = (duty: Pick<Duty, 'store' | 'town' | 'scope'>, days: readonly Day[]) =>
  duty.store.db
    .select()
    .from(runs)
    .where(and(ofTeam(duty), inArray(runs.day, [...days])))
    .orderBy(asc(runs.day), asc(runs.hospital), asc(runs.madeAt));

/** Which of these runs are one's own team's: a card or a drug may be with another one's. */
export const ownRuns = (duty: Pick<Duty, 'store' | 'town' | 'scope'>, ids: Iterable<string | null>) =>
  duty.store.db
    .select()
    .from(runs)
    .where(and(among(runs.id, ids), aside(ofTeam(duty))));

/** Days for which a run can be made: from today on, a fortnight ahead. */
export const runDays = ({ now }: Pick<Duty, 'now'>): Day[] => Array.from({ length: 15 }, (_, ahead) => addDays(dayOf(now.town), ahead));

/** What is said of a run in the log. */
export const ofRun = (
  { town, scope, now, hand }: Pick<Duty, 'town' | 'scope' | 'now' | 'hand'>,
  { id, state }: Pick<Run, 'id' | 'state'>,
  deed: Deed,
  detail: Happening['detail'] = {},
  to: RunState = state,
): Happening => ({
  ...{ ...teamPlace({ town, scope }), recordKind: 'run', recordId: id },
  ...{ ...hand, at: now.town, deed, fromState: state, state: to, detail },
});

/** A hospital, a day, two people, or none yet: whoever goes tomorrow may not have come today. */
export interface RunPlan {
  hospital: string;
  day: Day;
  first: string | null;
  second: string | null;
}

const newRun = (duty: Worker, plan: RunPlan): Run => ({
  id: crypto.randomUUID(),
  ...teamOf(duty),
  ...plan,
  state: 'planned',
  madeBy: duty.hand.by ?? '',
  madeAt: duty.now.town,
  changedAt: duty.now.town,
});

const keepRun = async (duty: Worker, run: Run, only: SQL): Promise<boolean> =>
  changed(duty.store.db, { ...ofRun(duty, run, 'made'), fromState: null }, () => [
    insertIf(duty.store.db, runs, run, only).returning({ id: runs.id }),
  ]);

/** Makes a run; the same form again, within the minute, makes no second one. @returns its id */
export const makeRun = async (duty: Worker, plan: RunPlan): Promise<string> => {
  const run = newRun(duty, plan);
  const { town, team, hospital, day } = run;
  const same = sql`town = ${town} and team = ${team} and hospital = ${hospital} and day = ${day}
    and made_by = ${run.madeBy} and made_at > ${run.madeAt - 60_000}`;
  if (await keepRun(duty, run, sql`not exists (select 1 from runs where ${same})`)) return run.id;
  const [before] = await duty.store.db.select({ id: runs.id }).from(runs).where(same).limit(1);
  return before?.id ?? run.id;
};

/** The team's run to a hospital on a day that has not left yet, made where there is none: two phones at once make one. */
export const findOrMakeRun = async (duty: Worker, hospital: string, day: Day): Promise<Run> => {
  const run = newRun(duty, { hospital, day, first: null, second: null });
  const same = and(ofTeam(duty), eq(runs.hospital, hospital), eq(runs.day, day), eq(runs.state, 'planned'));
  if (await keepRun(duty, run, sql`not exists (select 1 from runs where ${same})`)) return run;
  const [found] = await duty.store.db.select().from(runs).where(same).orderBy(asc(runs.madeAt)).limit(1);
  if (!found) throw new Refusal(409, shell.overtaken);
  return found;
};

/** Changes a run that nobody changed meanwhile, and says so in its chain. @returns whether it was done */
const changeRun = (duty: Worker, run: Run, deed: Deed, set: Partial<Run>): Promise<boolean> =>
  changed(duty.store.db, ofRun(duty, run, deed, deed === 'manned' ? { people: [set.first, set.second] } : {}, set.state), () => [
    duty.store.db
      .update(runs)
      .set({ ...set, changedAt: duty.now.town })
      .where(and(eq(runs.id, run.id), eq(runs.state, run.state)))
      .returning({ id: runs.id }),
  ]);

/** Says who goes. */
export const manRun = (duty: Worker, run: Run, first: string | null, second: string | null): Promise<boolean> =>
  changeRun(duty, run, 'manned', { first, second });

/** A run leaves with its two people, and comes back. */
export const moveRun = (duty: Worker, run: Run, state: RunState): Promise<boolean> => changeRun(duty, run, 'adjusted', { state });
