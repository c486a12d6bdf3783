import { and, desc, eq } from 'drizzle-orm';
import { drafts } from '../../db/schema/press.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Fields } from '../../domain/form.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { Refusal } from '../refusal.ts';

export type Draft = typeof drafts.$inferSelect;
export type NewDraft = Pick<Draft, 'committee' | 'compound' | 'kind' | 'path' | 'base' | 'fields'>;

type Reach = Pick<Duty, 'store' | 'scope'>;

/** Begins a draft. @returns its id */
export const beginDraft = async ({ store: { db }, town, hand, now }: Duty, draft: NewDraft): Promise<string> => {
  const id = crypto.randomUUID();
  await db.insert(drafts).values({ ...draft, id, town: town.name, by: hand.by ?? '', changedAt: now.real });
  return id;
};

/** A draft within reach: a colleague may go on with it. @throws Refusal 404 where there is none, as where it is somebody else's */
export const draftAt = async ({ store: { db }, scope }: Reach, id: string): Promise<Draft> => {
  const [draft] = await db
    .select()
    .from(drafts)
    .where(and(eq(drafts.id, id), within(drafts, scope)))
    .limit(1);
  if (!draft) throw new Refusal(404, zhCN.desk.shell.none);
  return draft;
};

/** Keeps what was typed, valid or not. */
export const keepDraft = async ({ store: { db }, now }: Duty, id: string, fields: Fields): Promise<void> => {
  await db.update(drafts).set({ fields, changedAt: now.real }).where(eq(drafts.id, id));
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
