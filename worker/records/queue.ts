import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lt, type SQL, sql } from 'drizzle-orm';
import { requests } from '../../db/schema/requests.ts';
import { addDays, dayOf, type Instant, instant } from '../../domain/clock.ts';
import type { RequestState } from '../../domain/status.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { aside } from '../reach.ts';
import { inReach } from './pressing.ts';
import type { Db } from './store.ts';

export type Team = keyof typeof zhCN.content.teams;
const TEAMS = Object.keys(zhCN.content.teams) as Team[];

type Whoever = Pick<Duty, 'scope' | 'grant' | 'now' | 'person'>;

/** Lines of a page of the list. */
export const LINES = 40;

/** Which requests a list shows, within what its reader may see at all. */
export interface Filter {
  team?: Team | undefined;
  committee?: string | undefined;
  compound?: string | undefined;
  building?: string | undefined;
  service?: string | undefined;
  state?: RequestState | undefined;
  /** A person's id; `null` where it is nobody's. */
  owner?: string | null | undefined;
  urgent?: boolean | undefined;
  overdue?: boolean | undefined;
  /** To be called again before the day is over. */
  call?: boolean | undefined;
}

/** The teams whose requests somebody may see. */
export const teamsFor = ({ grant }: Pick<Duty, 'grant'>): readonly Team[] => (grant.role === 'medicine' ? ['medicine'] : TEAMS);

/** The end of the town's day: what is to be called again today is to be called before it. */
export const endOfDay = (now: Instant): Instant => instant(addDays(dayOf(now), 1));

const reached = (duty: Whoever, { team }: Filter): SQL | undefined => {
  const { compound, ...scope } = duty.scope;
  const teams = teamsFor(duty).filter((one) => team === undefined || one === team);
  return and(
    inReach({ ...duty, scope }),
    // The index of a compound holds all that was ever asked there: what is open is found by its team.
    compound === undefined ? undefined : aside(eq(requests.compound, compound)),
    // Named one by one, so that the index by team serves a whole town as well. None is no team's.
    teams.length === 1 && teams[0] ? eq(requests.team, teams[0]) : inArray(requests.team, [...teams]),
  );
};

const chosen = ({ now }: Whoever, filter: Filter): SQL | undefined =>
  and(
    filter.committee === undefined ? undefined : eq(requests.committee, filter.committee),
    filter.compound === undefined ? undefined : aside(eq(requests.compound, filter.compound)),
    filter.building === undefined ? undefined : eq(requests.building, filter.building),
    filter.service === undefined ? undefined : aside(eq(requests.service, filter.service)),
    filter.state === undefined ? undefined : aside(eq(requests.state, filter.state)),
    filter.owner === undefined ? undefined : filter.owner === null ? isNull(requests.owner) : eq(requests.owner, filter.owner),
    filter.urgent ? eq(requests.urgent, true) : undefined,
    filter.overdue ? lt(requests.dueAt, now.town) : undefined,
    filter.call ? lt(requests.followAt, endOfDay(now.town)) : undefined,
  );

const LINE = {
  id: requests.id,
  committee: requests.committee,
  compound: requests.compound,
  service: requests.service,
  title: requests.title,
  team: requests.team,
  urgent: requests.urgent,
  daysLeft: requests.daysLeft,
  state: requests.state,
  outcome: requests.outcome,
  owner: requests.owner,
  followAt: requests.followAt,
  dueAt: requests.dueAt,
  endedAt: requests.endedAt,
  building: requests.building,
  sealed: requests.sealed,
};
export type LineRow = Pick<typeof requests.$inferSelect, keyof typeof LINE>;

/** A page of what is open: urgent first, then by due date, then what lasts for the fewest days. One line more than a page tells whether there is another. */
export const openLines = (db: Db, duty: Whoever, filter: Filter, page = 1) =>
  db
    .select(LINE)
    .from(requests)
    .where(and(reached(duty, filter), isNull(requests.endedAt), chosen(duty, filter)))
    .orderBy(desc(requests.urgent), asc(requests.dueAt), asc(requests.daysLeft))
    .limit(LINES + 1)
    .offset((page - 1) * LINES);

/** A page of what ended, the newest first. */
export const endedLines = (db: Db, duty: Whoever, filter: Filter, committees: readonly string[], page = 1) =>
  db
    .select(LINE)
    .from(requests)
    .where(
      and(
        reached(duty, filter),
        // The town's own list has no committee for the index to begin with.
        duty.scope.committee === undefined && filter.committee === undefined
          ? inArray(requests.committee, committees.slice(0, 80))
          : undefined,
        isNotNull(requests.endedAt),
        chosen(duty, { ...filter, overdue: undefined, call: undefined }),
      ),
    )
    .orderBy(desc(requests.endedAt))
    .limit(LINES + 1)
    .offset((page - 1) * LINES);

/** How many are open by team, service, state and owner: the numbers on the tabs and filters. */
export const openCounts = (db: Db, duty: Whoever) =>
  db
    .select({
      team: requests.team,
      service: requests.service,
      title: requests.title,
      state: requests.state,
      owner: requests.owner,
      is: count(),
    })
    .from(requests)
    .where(and(reached(duty, {}), isNull(requests.endedAt)))
    .groupBy(requests.team, requests.service, requests.title, requests.state, requests.owner);

/** How many a filter leaves. */
export const openTotal = (db: Db, duty: Whoever, filter: Filter) =>
  db
    .select({ is: count() })
    .from(requests)
    .where(and(reached(duty, filter), isNull(requests.endedAt), chosen(duty, filter)));

const counted = (condition: SQL) => sql<number>`coalesce(sum(${condition}), 0)`;

/** What the first page says of the requests: open, mine, nobody's, urgent, overdue, to be called again today. */
export const openTasks = (db: Db, duty: Whoever) =>
  db
    .select({
      open: count(),
      mine: counted(sql`${requests.owner} = ${duty.person.id}`),
      unowned: counted(sql`${requests.owner} is null`),
      urgent: counted(sql`${requests.urgent} = 1`),
      overdue: counted(sql`${requests.dueAt} < ${duty.now.town}`),
      call: counted(sql`${requests.followAt} < ${endOfDay(duty.now.town)}`),
    })
    .from(requests)
    .where(and(reached(duty, {}), isNull(requests.endedAt)));
