import { and, eq, isNull } from 'drizzle-orm';
import { cards } from '../../db/schema/medicine.ts';
import type { Duty } from '../duty.ts';
import type { RequestRecord } from './record.ts';

/** What of a home's is in our hands: a card that was collected, a bag that was bought and not yet handed over. */
export type Custody = 'card' | 'bag';

/** What is still out for a request. Collecting and returning are events of its chain: whoever changes it is overtaken by them. */
export const outFor = async ({ store: { db } }: Pick<Duty, 'store'>, { row }: RequestRecord): Promise<Custody | undefined> => {
  const [card] = await db
    .select({ id: cards.id })
    .from(cards)
    .where(and(eq(cards.requestId, row.id), isNull(cards.returnedAt)))
    .limit(1);
  if (card) return 'card';
  return row.state === 'bought' ? 'bag' : undefined;
};
