import { and, asc, count, desc, eq, getTableColumns, sql } from 'drizzle-orm';
import { cards, nightLines } from '../../db/schema/medicine.ts';
import { requests } from '../../db/schema/requests.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { Refusal } from '../refusal.ts';

export type NightLine = typeof nightLines.$inferSelect;

const { urgent, committee, compound, building, door } = requests;

// What has ended since needs no word: its record says it.
const isOver = sql<number>`((night_lines.kind = 'request' and not exists (select 1 from requests r where r.id = night_lines.subject_id and r.ended_at is null))
  or (night_lines.kind = 'card' and not exists (select 1 from cards c where c.id = night_lines.subject_id and c.returned_at is null)))`;
export const isBlank = sql<number>`(night_lines.word is null and not ${isOver})`;

/** How many lines a list has, and how many of them lack their word. */
export const progressOn = ({ store }: Pick<Duty, 'store'>, nightId: string) =>
  store.db
    .select({ lines: count(), blank: sql<number>`coalesce(sum(${isBlank}), 0)` })
    .from(nightLines)
    .where(eq(nightLines.nightId, nightId));

// A card stands with its request: they lack their word, and came late, together.
const pair = sql`over (partition by ${requests.id})`;
const isUnsaid = sql<number>`max(${isBlank}) ${pair}`;
const isLate = sql<number>`min(${nightLines.late}) ${pair}`;

/**
 * A list's lines within one's scope: those that lack a word first, those that came late last, then the urgent first and
 * in the order of the houses. Doors are sealed: those of one house stand together, in no order. One line more than a page
 * tells whether there is another.
 */
export const linesIn = ({ store, scope }: Pick<Duty, 'store' | 'scope'>, nightId: string, page: { from: number; most: number }) =>
  store.db
    .select({
      ...getTableColumns(nightLines),
      request: sql<string>`coalesce(${cards.requestId}, ${nightLines.subjectId})`,
      returnedAt: cards.returnedAt,
      over: isOver,
      /** Lines of one stretch differ in nothing but their doors. */
      stretch: sql<string>`json_array(${isUnsaid}, ${isLate}, ${urgent}, ${committee}, ${compound}, ${building})`,
    })
    .from(nightLines)
    .leftJoin(cards, and(eq(nightLines.kind, 'card'), eq(cards.id, nightLines.subjectId)))
    .leftJoin(requests, eq(requests.id, sql`coalesce(${cards.requestId}, ${nightLines.subjectId})`))
    .where(and(eq(nightLines.nightId, nightId), within(nightLines, scope)))
    .orderBy(
      desc(isUnsaid),
      asc(isLate),
      desc(urgent),
      asc(committee),
      asc(compound),
      sql`cast(${building} as integer)`,
      asc(building),
      asc(door),
      asc(requests.id),
      desc(nightLines.kind),
    )
    .limit(page.most + 1)
    .offset(page.from);

export type ListedLine = Awaited<ReturnType<typeof linesIn>>[number];

/** A line of a list within one's scope. @throws Refusal 404 where there is none */
export const lineAt = async ({ store, scope }: Pick<Duty, 'store' | 'scope'>, nightId: string, id: string): Promise<NightLine> => {
  const [line] = await store.db
    .select()
    .from(nightLines)
    .where(and(eq(nightLines.id, id), eq(nightLines.nightId, nightId), within(nightLines, scope)))
    .limit(1);
  if (!line) throw new Refusal(404, zhCN.desk.shell.none);
  return line;
};
