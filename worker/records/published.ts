import { and, desc, eq, gt, inArray, ne } from 'drizzle-orm';
import { publications } from '../../db/schema/press.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { Refusal } from '../refusal.ts';
import type { Publication } from './publications.ts';

/** What became of a draft that is no more. @throws Refusal 404 where nothing was published from it, or by somebody else's committee */
export const publishedFrom = async ({ store: { db }, scope }: Pick<Duty, 'store' | 'scope'>, draftId: string): Promise<Publication> => {
  const [found] = await db
    .select()
    .from(publications)
    .where(and(eq(publications.draftId, draftId), inArray(publications.state, ['written', 'live']), within(publications, scope)))
    .orderBy(desc(publications.tappedAt))
    .limit(1);
  if (!found) throw new Refusal(404, zhCN.desk.shell.none);
  return found;
};

/** Whether something was decided about the same file after this. */
export const isOvertaken = async ({ store: { db } }: Pick<Duty, 'store'>, { id, path, tappedAt }: Publication): Promise<boolean> => {
  const newer = await db
    .select({ id: publications.id })
    .from(publications)
    .where(
      and(
        eq(publications.path, path),
        ne(publications.id, id),
        gt(publications.tappedAt, tappedAt),
        inArray(publications.state, ['writing', 'written', 'live']),
      ),
    )
    .limit(1);
  return newer.length > 0;
};
