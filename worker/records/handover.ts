import { and, asc, count, desc, eq, gte, inArray, isNull, ne, sql } from 'drizzle-orm';
import { anchors } from '../../db/schema/events.ts';
import { cards, nights, runs } from '../../db/schema/medicine.ts';
import { requests } from '../../db/schema/requests.ts';
import { grants } from '../../db/schema/staff.ts';
import { dayOf } from '../../domain/clock.ts';
import type { Duty } from '../duty.ts';
import { teamOf, within } from '../reach.ts';
import { isLive } from './grants.ts';

// More than this does not fit on the page.
const MOST_URGENT = 10;
const MOST_RUNS = 8;
export const MOST_PEOPLE = 16;

/** What whoever takes over has to know: what is open by team, what is due first, what is in whose hands, which runs are out, who works here. */
export const handoverOf = async (duty: Duty) => {
  const { store, scope, now } = duty;
  const { db } = store;
  const open = and(within(requests, scope), isNull(requests.endedAt));
  const { town, team } = teamOf(duty);
  const late = sql<number>`sum(${requests.dueAt} < ${now.town})`;
  const urgent = sql<number>`sum(${requests.urgent})`;
  const unowned = sql<number>`sum(${requests.owner} is null)`;
  const [teams, due, requestsOf, cardsOf, crew, runsOut, [night], [anchor]] = await db.batch([
    db.select({ team: requests.team, open: count(), overdue: late, urgent, unowned }).from(requests).where(open).groupBy(requests.team),
    db.select().from(requests).where(open).orderBy(desc(requests.urgent), asc(requests.dueAt)).limit(MOST_URGENT),
    db.select({ owner: requests.owner, is: count() }).from(requests).where(open).groupBy(requests.owner),
    db
      .select({ holder: cards.holder, is: count() })
      .from(cards)
      .where(and(within(cards, scope), isNull(cards.returnedAt)))
      .groupBy(cards.holder),
    db
      .select()
      .from(grants)
      .where(and(within(grants, scope), inArray(grants.role, ['lead', 'clerk', 'medicine']), isLive(now.town)))
      .orderBy(grants.role, grants.madeAt)
      .limit(MOST_PEOPLE),
    db
      .select()
      .from(runs)
      .where(and(eq(runs.town, town), eq(runs.team, team), gte(runs.day, dayOf(now.town)), ne(runs.state, 'back')))
      .orderBy(runs.day)
      .limit(MOST_RUNS),
    db
      .select()
      .from(nights)
      .where(and(eq(nights.town, town), eq(nights.team, team)))
      .orderBy(desc(nights.day))
      .limit(1),
    db.select().from(anchors).orderBy(desc(anchors.day)).limit(1),
  ]);
  return { teams, due, requestsOf, cardsOf, crew, runsOut, night, anchor };
};
