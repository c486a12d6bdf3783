import { and, eq, inArray, ne } from 'drizzle-orm';
import { publications } from '../../db/schema/press.ts';
import type { Intent } from '../../domain/press/intent.ts';
import type { Duty } from '../duty.ts';
import { CONFIRMABLE } from './confirmations.ts';
import { changed } from './deeds.ts';
import { happening, type Publication, sealedWords } from './publications.ts';

/** What is to be published. */
export type Intended = Pick<
  Publication,
  'committee' | 'compound' | 'kind' | 'path' | 'title' | 'message' | 'urgent' | 'draftId' | 'idem'
> & {
  intent: Intent;
  /** Why an urgent notice goes out without a second person. */
  reason?: string | undefined;
};

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
