import * as z from 'zod';
import { items } from '../../db/schema/requests.ts';
import type { Instant } from '../../domain/clock.ts';
import { type Drug, queueOf } from '../../domain/medicine.ts';
import type { Whereabouts } from '../../domain/sheet.ts';
import { QUEUES } from '../../domain/status.ts';
import { plain } from '../../domain/typed.ts';
import { seal, unseal } from '../seal.ts';
import type { Service } from './requests.ts';
import type { Store } from './store.ts';
import { IF_STORED, insertGaps, writtenOnce } from './written.ts';

export type Item = typeof items.$inferSelect;

const drug = z.object({
  name: z.string(),
  strength: z.string().optional(),
  amount: z.number(),
  days: z.number(),
  queue: z.enum(QUEUES).optional(),
});
// `queue` is sealed too where the resident chose it: the column holds what it came to.
const sealedDrug = drug.omit({ days: true });

/** The drugs of a valid medicine form; none on other forms. */
export const drugsIn = (input: Readonly<Record<string, unknown>>): Drug[] => z.array(drug).parse(input['drugs'] ?? []);

/** One row for each drug of a request. */
export const itemsOf = (
  { keys }: Store,
  whose: Whereabouts,
  requestId: string,
  lists: Service['drugs'],
  drugs: readonly Drug[],
  at: Instant,
  firstSeq = 0,
): Promise<Item[]> =>
  Promise.all(
    drugs.map(async ({ days, ...rest }, index): Promise<Item> => {
      const id = crypto.randomUUID();
      const sealed = await seal(keys, `items/${id}`, rest);
      return {
        id,
        ...whose,
        requestId,
        seq: firstSeq + index,
        queue: queueOf(rest, lists),
        days,
        state: 'open',
        got: 0,
        runId: null,
        ...sealed,
        changedAt: at,
      };
    }),
  );

/** Stores a drug of a new request, after its receipt or another drug. */
export const storeItem = writtenOnce((db) => insertGaps(db, items, IF_STORED));

/** A drug as it was asked for, with its row. */
export interface KnownItem {
  row: Item;
  drug: Drug;
}

/** Rows with what is sealed in them; none of those that were erased. */
export const knownItems = async ({ keys }: Store, rows: readonly Item[]): Promise<KnownItem[]> => {
  const known = await Promise.all(
    rows.map(async (row): Promise<KnownItem[]> => {
      const { id, sealed, days } = row;
      return sealed ? [{ row, drug: { ...(await unseal(keys, `items/${id}`, sealed, sealedDrug)), days } }] : [];
    }),
  );
  return known.flat();
};

/** The drugs as they were asked for; none of those that were erased. */
export const drugsOf = async (store: Store, rows: readonly Item[]): Promise<Drug[]> =>
  (await knownItems(store, rows)).map(({ drug: asked }) => asked);

const spelt = (text = '') => plain(text).toUpperCase();

/** Whether two drugs are one, however they were typed: by name, and by strength where both have one. */
export const isSameDrug = (one: Pick<Drug, 'name' | 'strength'>, other: Pick<Drug, 'name' | 'strength'>): boolean =>
  spelt(one.name) === spelt(other.name) && (!one.strength || !other.strength || spelt(one.strength) === spelt(other.strength));
