import { and, desc, eq, gt, inArray, ne, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { publications } from '../../db/schema/press.ts';
import { HOUR } from '../../domain/clock.ts';
import type { PressState, PressTrouble } from '../../domain/press/intent.ts';
import type { Deed } from '../../domain/status.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { Refusal } from '../refusal.ts';
import { seal, unseal } from '../seal.ts';
import { changed } from './deeds.ts';
import type { Happening } from './events.ts';

export type Publication = typeof publications.$inferSelect;

const said = z.object({ words: z.string() });

/** The columns that keep a reason or an objection sealed; both null where there is none. @param id the publication's */
export const sealedWords = ({ keys }: Duty['store'], id: string, words: string | undefined) =>
  words === undefined ? { sealed: null, keyId: null } : seal(keys, `press_publications/${id}`, { words });

/** The reason or the objection that belongs to a publication; '' where there is none. */
export const wordsOf = async ({ store: { keys } }: Pick<Duty, 'store'>, { id, sealed }: Publication): Promise<string> =>
  sealed ? (await unseal(keys, `press_publications/${id}`, sealed, said)).words : '';

/** What is said in a publication's chain; the first deed comes from no state. @param to the state that it leads to */
export const happening = (
  { hand, now }: Duty,
  { town, committee, compound, id, state }: Pick<Publication, 'town' | 'committee' | 'compound' | 'id' | 'state'>,
  deed: Deed,
  to: PressState,
): Happening => ({
  ...{ town, committee, compound, recordKind: 'publication' as const, recordId: id, ...hand },
  ...{ at: now.town, deed, fromState: deed === 'published' ? null : state, state: to, detail: {} },
});

/** A publication within reach. @throws Refusal 404 where there is none, as where it is somebody else's */
export const publicationAt = async ({ store: { db }, scope }: Pick<Duty, 'store' | 'scope'>, id: string): Promise<Publication> => {
  const [found] = await db
    .select()
    .from(publications)
    .where(and(eq(publications.id, id), within(publications, scope)))
    .limit(1);
  if (!found) throw new Refusal(404, zhCN.desk.shell.none);
  return found;
};

/** What is not finished, and what was finished just now, the newest first. */
export const publicationsIn = ({ store: { db }, scope, now }: Pick<Duty, 'store' | 'scope' | 'now'>): Promise<Publication[]> =>
  db
    .select()
    .from(publications)
    .where(and(within(publications, scope), gt(publications.tappedAt, now.real - 24 * HOUR), ne(publications.state, 'dropped')))
    .orderBy(desc(publications.tappedAt))
    .limit(20);

/** Takes a publication a step further. @param only what must still hold @returns whether it did */
export const step = async (
  duty: Duty,
  publication: Publication,
  deed: Deed,
  set: Partial<Publication>,
  only: SQL | undefined,
): Promise<boolean> =>
  changed(duty.store.db, happening(duty, publication, deed, set.state ?? publication.state), () => [
    duty.store.db
      .update(publications)
      .set(set)
      .where(and(eq(publications.id, publication.id), only))
      .returning({ id: publications.id }),
  ]);

/** Of two versions one was chosen: it is written on top of what was read, or under another name. @returns whether that counted */
export const settle = (duty: Duty, publication: Publication, set: Pick<Publication, 'intent' | 'path'>): Promise<boolean> =>
  step(duty, publication, 'published', { ...set, state: 'writing', tappedAt: duty.now.real }, eq(publications.state, 'conflict'));

/** Gives it up. */
export const dropPublication = async ({ store: { db } }: Duty, { id }: Publication): Promise<void> => {
  await db
    .update(publications)
    .set({ state: 'dropped' })
    .where(and(eq(publications.id, id), inArray(publications.state, ['waiting', 'objected', 'conflict', 'failed'])));
};

/** What came of writing it. */
export type Outcome =
  | { state: 'written'; commit: string | null; blob: string; writtenAt: number }
  | { state: 'conflict' }
  | { state: 'failed'; trouble: PressTrouble };

/** Notes what came of writing it; what was found written or live meanwhile stays so. */
export const noteOutcome = async ({ store: { db } }: Duty, publication: Publication, outcome: Outcome): Promise<Publication> => {
  const set = outcome.state === 'failed' ? outcome : { ...outcome, trouble: null };
  const [row] = await db
    .update(publications)
    .set(set)
    .where(and(eq(publications.id, publication.id), inArray(publications.state, ['writing', 'failed', 'conflict'])))
    .returning();
  return row ?? publication;
};

/** Says that everybody can read it. @param at real time */
export const noteLive = async ({ store: { db } }: Pick<Duty, 'store'>, publication: Publication, at: number): Promise<Publication> => {
  const [row] = await db
    .update(publications)
    .set({ state: 'live', liveAt: at })
    .where(and(eq(publications.id, publication.id), eq(publications.state, 'written')))
    .returning();
  return row ?? publication;
};
