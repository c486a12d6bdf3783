import { and, eq, gt, ne } from 'drizzle-orm';
import { publications } from '../../db/schema/press.ts';
import { HOUR } from '../../domain/clock.ts';
import type { Duty } from '../duty.ts';
import { type Publication, sealedWords, step } from './publications.ts';

/** For how long a second person may say yes; then it is asked for anew. */
export const CONFIRMABLE = 2 * HOUR;

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
