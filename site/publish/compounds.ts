import type { Fault } from '../catalogue/file.ts';
import { remembered } from './committee.ts';
import { type Delivery, deliver, type Order } from './draw.ts';
import type { PublishedSource } from './folder.ts';
import { drawTogether } from './hands.ts';
import type { CompoundMemory } from './memory.ts';
import type { Tools } from './tools.ts';

/** What came of drawing compounds: what is remembered of each, by committee, and how many pages and new files that were. */
export interface DrawnCompounds {
  memories: ReadonlyMap<string, ReadonlyMap<string, CompoundMemory>>;
  drawn: number;
  written: number;
  faults: Fault[];
}

/** Draws compounds, with every core or so many. @param at the repository that they are read from */
export const drawCompounds = async (
  { dir, compiled, templates, store, occasion }: Tools,
  at: string,
  source: PublishedSource,
  orders: readonly Order[],
  cores: number | undefined,
): Promise<DrawnCompounds> => {
  const memories = new Map<string, Map<string, CompoundMemory>>();
  const faults: Fault[] = [];
  let [drawn, written] = [0, 0];
  const take = ({ committee: { id } }: Order, delivery: Delivery): void => {
    const kept = memories.get(id) ?? new Map<string, CompoundMemory>();
    memories.set(id, kept);
    written += delivery.written;
    for (const compound of delivery.drawn) {
      drawn += Object.keys(compound.files).length;
      faults.push(...compound.faults);
      kept.set(compound.id, remembered(store, id, compound));
    }
  };
  const { commit, prefix, removals } = source;
  const bench = { from: { repository: at, commit, prefix, removals }, into: { store: dir }, templates: compiled, occasion };
  await drawTogether(bench, orders, (order) => deliver(templates, store, source, occasion, order), take, cores);
  return { memories, drawn, written, faults };
};
