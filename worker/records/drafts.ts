import { and, desc, eq, or } from 'drizzle-orm';
import { drafts } from '../../db/schema/press.ts';
import type { Fields } from '../../domain/form.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';

export type Draft = typeof drafts.$inferSelect;
export type NewDraft = Pick<Draft, 'committee' | 'compound' | 'kind' | 'path' | 'base' | 'fields'>;

type Reach = Pick<Duty, 'store' | 'scope'>;

/** Begins a draft. @returns its id */
export const beginDraft = async ({ store: { db }, town, hand, now }: Duty, draft: NewDraft): Promise<string> => {
  const id = crypto.randomUUID();
  const { committee, compound, kind, path, base, fields } = draft;
  await db
    .insert(drafts)
    .values({ ...{ committee, compound, kind, path, base, fields, id }, town: town.name, by: hand.by ?? '', changedAt: now.real });
  return id;
};

/** A draft within reach: a colleague may go on with it. Nothing where there is none, as where it is somebody else's. */
export const findDraft = async ({ store: { db }, scope }: Reach, id: string): Promise<Draft | undefined> => {
  const [draft] = await db
    .select()
    .from(drafts)
    .where(and(eq(drafts.id, id), within(drafts, scope)))
    .limit(1);
  return draft;
};

/**
 * Keeps what was typed, valid or not.
 * @param seen when the draft was changed last, as the form had it that was typed into
 * @returns the draft; nothing where a colleague changed it since, or it is no more
 */
export const keepDraft = async (
  { store: { db }, hand, now }: Pick<Duty, 'store' | 'hand' | 'now'>,
  id: string,
  fields: Fields,
  seen: number,
): Promise<Draft | undefined> => {
  const by = hand.by ?? '';
  const [kept] = await db
    .update(drafts)
    .set({ fields, by, changedAt: now.real })
    // Who was the last to change it has seen that: a page of his own may still be on its way.
    .where(and(eq(drafts.id, id), or(eq(drafts.changedAt, seen), eq(drafts.by, by))))
    .returning();
  return kept;
};

/** Keeps what was typed, on top of what the file is now. @param base its blob; nothing where it is new */
export const rebaseDraft = async ({ store: { db }, now }: Duty, id: string, path: string | null, base: string | null): Promise<void> => {
  await db.update(drafts).set({ path, base, changedAt: now.real }).where(eq(drafts.id, id));
};

/** Throws a draft away, at its writer's wish or because it was published. */
export const dropDraft = async ({ store: { db }, scope }: Reach, id: string): Promise<void> => {
  await db.delete(drafts).where(and(eq(drafts.id, id), within(drafts, scope)));
};

/** The drafts of a scope, the newest first. */
export const draftsIn = ({ store: { db }, scope }: Reach): Promise<Draft[]> =>
  db.select().from(drafts).where(within(drafts, scope)).orderBy(desc(drafts.changedAt)).limit(20);
