import { and, asc, desc, eq, isNull, type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { cards } from '../../db/schema/medicine.ts';
import { isEnded } from '../../domain/status.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { Refusal } from '../refusal.ts';
import { seal, unseal } from '../seal.ts';
import type { Deal, Keeping } from './cancellations.ts';
import { custodyOf, endOfCustody, isClosing } from './custody.ts';
import { happened } from './events.ts';
import type { RequestRecord } from './record.ts';
import { insertIf } from './rows.ts';
import type { Store } from './store.ts';
import { workOn } from './work.ts';

export type Card = typeof cards.$inferSelect;

const sealedDoor = z.object({ door: z.string() });

/** Whether a card of this request is in somebody's hands. */
const isOutOf = (requestId: string) => sql`exists (select 1 from cards where request_id = ${requestId} and returned_at is null)`;

/** Cards that are out within reach, by holder, the longest out first. */
export const cardsOut = ({ store, scope }: Pick<Duty, 'store' | 'scope'>, page: { from: number; most: number }) =>
  store.db
    .select()
    .from(cards)
    .where(and(isNull(cards.returnedAt), within(cards, scope)))
    .orderBy(asc(cards.holder), asc(cards.collectedAt))
    .limit(page.most)
    .offset(page.from);

/** A card within the scope of whoever is at work. @throws Refusal 404 where there is none, as where it is somebody else's */
export const cardById = async ({ store, scope }: Pick<Duty, 'store' | 'scope'>, id: string): Promise<Card> => {
  const [card] = await store.db
    .select()
    .from(cards)
    .where(and(eq(cards.id, id), within(cards, scope)))
    .limit(1);
  if (!card) throw new Refusal(404, zhCN.desk.shell.none);
  return card;
};

/** A request's cards, the newest first: one that is out, and those that came back. */
export const cardsOf = ({ db }: Pick<Store, 'db'>, requestId: string) =>
  db.select().from(cards).where(eq(cards.requestId, requestId)).orderBy(desc(cards.collectedAt));

/** The door that a card went back to where it was another one than its own; nothing where it was the same. */
export const doorOfCard = async ({ keys }: Store, { id, sealed }: Card): Promise<string | undefined> =>
  sealed ? (await unseal(keys, `cards/${id}`, sealed, sealedDoor)).door : undefined;

/**
 * Notes that a card left its home and who has it. One card of a request is out at a time.
 * @param collected who fetched it and has it now, and the run it goes with
 */
export const collectCard = async (
  duty: Duty,
  record: RequestRecord,
  { holder, runId }: { holder: string; runId: string | null },
): Promise<Deal> => {
  const { row } = record;
  if (isEnded(row.state) || isClosing(row) || custodyOf(record).card) return 'refused';
  const { db } = duty.store;
  const card: Card = {
    id: crypto.randomUUID(),
    ...{ town: row.town, committee: row.committee, compound: row.compound, requestId: row.id },
    ...{ holder, collectedBy: holder, collectedAt: duty.now.town, runId },
    ...{ returnedBy: null, returnedAt: null, sealed: null, keyId: null },
  };
  const state = row.state === 'received' || row.state === 'taken' ? 'carded' : row.state;
  const done = await workOn(
    duty,
    record,
    { deed: 'card-collected', state, detail: { card: card.id, holder, ...(runId && { run: runId }) } },
    { owner: row.owner ?? duty.person.id },
    (event) => [insertIf(db, cards, card, happened(event))],
    sql`not ${isOutOf(row.id)}`,
  );
  return done ? 'done' : 'overtaken';
};

/** Hands a card that is out from one person to another, or on to another run. */
export const handCard = async (
  duty: Duty,
  record: RequestRecord,
  { holder, runId }: { holder: string; runId: string | null },
): Promise<Deal> => {
  if (!custodyOf(record).card) return 'refused';
  const { db } = duty.store;
  const done = await workOn(
    duty,
    record,
    { deed: 'handed-on', detail: { card: true, holder, ...(runId && { run: runId }) } },
    {},
    (event) => [
      db
        .update(cards)
        .set({ holder, runId })
        .where(and(eq(cards.requestId, record.recordId), isNull(cards.returnedAt), happened(event))),
    ],
  );
  return done ? 'done' : 'overtaken';
};

/** The statement that closes a request's card: who brought it back, when, and to which other door, if any. */
export const cardBack = async ({ store, hand, now }: Duty, out: Card, door: string | undefined) => {
  const sealed = door ? await seal(store.keys, `cards/${out.id}`, { door }) : {};
  const change = store.db.update(cards).set({ ...sealed, returnedBy: hand.by, returnedAt: now.town });
  // A statement that is handed out of an async function would run at once: only its end is.
  return { when: (condition: SQL) => change.where(and(eq(cards.id, out.id), isNull(cards.returnedAt), condition)) };
};

/** The card of a request that is out. */
export const cardOutOf = async ({ db }: Pick<Store, 'db'>, requestId: string): Promise<Card | undefined> => {
  const [card] = await db
    .select()
    .from(cards)
    .where(and(eq(cards.requestId, requestId), isNull(cards.returnedAt)))
    .limit(1);
  return card;
};

/** Notes that a card is back at its own door, or at another one, told in words. */
export const returnCard = async (duty: Duty, keeping: Keeping, record: RequestRecord, door: string | undefined): Promise<Deal> => {
  const { db } = duty.store;
  const custody = custodyOf(record);
  const out = await cardOutOf(duty.store, record.recordId);
  if (!custody.card || !out) return 'refused';
  const end = endOfCustody(db, keeping, record, { ...custody, card: false }, duty.now);
  // Nobody who is forgotten leaves a door behind.
  const back = await cardBack(duty, out, end.erased ? undefined : door);
  const done = await workOn(
    duty,
    record,
    {
      deed: 'card-returned',
      detail: { card: out.id, same: !door, ...(end.erased && { erased: true }) },
      ...(end.state && { state: end.state }),
    },
    end.set,
    (event) => [back.when(happened(event)), ...end.rest(happened(event))],
  );
  return done ? 'done' : 'overtaken';
};
