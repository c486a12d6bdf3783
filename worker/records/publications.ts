import { and, desc, eq, gt, inArray, ne, type SQL } from 'drizzle-orm';
import * as z from 'zod';
import { publications } from '../../db/schema/press.ts';
import { HOUR } from '../../domain/clock.ts';
import type { Intent, PressState, PressTrouble } from '../../domain/press/intent.ts';
import type { Deed } from '../../domain/status.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { Refusal } from '../refusal.ts';
import { seal, unseal } from '../seal.ts';
import { changed } from './deeds.ts';
import type { Happening } from './events.ts';

export type Publication = typeof publications.$inferSelect;

/** What is to be published. */
export type Intended = Pick<
  Publication,
  'committee' | 'compound' | 'kind' | 'path' | 'title' | 'message' | 'urgent' | 'draftId' | 'idem'
> & {
  intent: Intent;
  /** Why an urgent notice goes out without a second person. */
  reason?: string | undefined;
};

/** For how long a second person may say yes; then it is asked for anew. */
const CONFIRMABLE = 2 * HOUR;

const said = z.object({ words: z.string() });
const sealedWords = ({ keys }: Duty['store'], id: string, words: string | undefined) =>
  words === undefined ? { sealed: null, keyId: null } : seal(keys, `press_publications/${id}`, { words });

/** The reason or the objection that belongs to a publication; '' where there is none. */
export const wordsOf = async ({ store: { keys } }: Pick<Duty, 'store'>, { id, sealed }: Publication): Promise<string> =>
  sealed ? (await unseal(keys, `press_publications/${id}`, sealed, said)).words : '';

const happening = (
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

/**
 * Keeps what somebody intends before anything is written; the same tap sent twice is the same publication.
 * An urgent notice without a reason waits for a second person.
 */
export const intend = async (duty: Duty, { reason, ...intended }: Intended): Promise<Publication> => {
  const { store, town, hand, now } = duty;
  const id = crypto.randomUUID();
  const waits = intended.urgent && reason === undefined;
  const row: Publication = {
    ...intended,
    ...{ id, town: town.name, by: hand.by ?? '', second: null, state: waits ? 'waiting' : 'writing' },
    ...(await sealedWords(store, id, reason)),
    ...{ trouble: null, commit: null, blob: null, tappedAt: now.real, writtenAt: null, liveAt: null },
    expiresAt: waits ? now.real + CONFIRMABLE : null,
  };
  const made = await changed(store.db, happening(duty, row, 'published', row.state), () => [
    store.db.insert(publications).values(row).onConflictDoNothing().returning({ id: publications.id }),
  ]);
  if (!made) {
    const [same] = await store.db.select().from(publications).where(eq(publications.idem, row.idem)).limit(1);
    if (!same) throw new Error('a publication was neither stored nor there');
    return same;
  }
  // Whatever waited for a yes to the text before is not asked for any longer.
  if (row.draftId)
    await store.db
      .update(publications)
      .set({ state: 'dropped' })
      .where(
        and(
          eq(publications.draftId, row.draftId),
          ne(publications.id, id),
          inArray(publications.state, ['waiting', 'objected', 'conflict', 'failed']),
        ),
      );
  return row;
};

const step = async (duty: Duty, publication: Publication, deed: Deed, set: Partial<Publication>, only: SQL | undefined): Promise<boolean> =>
  changed(duty.store.db, happening(duty, publication, deed, set.state ?? publication.state), () => [
    duty.store.db
      .update(publications)
      .set(set)
      .where(and(eq(publications.id, publication.id), only))
      .returning({ id: publications.id }),
  ]);

/** A second person has read it and says yes. @returns whether that counted: nobody confirms what is his own, or too old */
export const confirm = (duty: Duty, publication: Publication): Promise<boolean> =>
  step(
    duty,
    publication,
    'confirmed',
    { second: duty.person.id, state: 'writing', tappedAt: duty.now.real },
    and(eq(publications.state, 'waiting'), ne(publications.by, duty.person.id), gt(publications.expiresAt, duty.now.real)),
  );

/** A second person says no, and why. @returns whether that counted */
export const object = async (duty: Duty, publication: Publication, words: string): Promise<boolean> =>
  step(
    duty,
    publication,
    'objected',
    { second: duty.person.id, state: 'objected', ...(await sealedWords(duty.store, publication.id, words)) },
    and(eq(publications.state, 'waiting'), ne(publications.by, duty.person.id)),
  );

/** Whoever wrote it is alone, and says why. @returns whether that counted */
export const goAlone = async (duty: Duty, publication: Publication, reason: string): Promise<boolean> =>
  step(
    duty,
    publication,
    'published',
    { state: 'writing', tappedAt: duty.now.real, ...(await sealedWords(duty.store, publication.id, reason)) },
    and(eq(publications.state, 'waiting'), eq(publications.by, duty.person.id)),
  );

/** Asks for a second person once more. */
export const renew = async ({ store: { db }, now }: Duty, { id }: Publication): Promise<void> => {
  await db
    .update(publications)
    .set({ expiresAt: now.real + CONFIRMABLE })
    .where(and(eq(publications.id, id), eq(publications.state, 'waiting')));
};

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
