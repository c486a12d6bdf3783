import { foldersOf } from '../catalogue/catalogue.ts';
import type { Report } from '../catalogue/entry.ts';
import type { Fault } from '../catalogue/file.ts';
import { fetchCommittee, filesBefore, type ReadCommittee } from './committee.ts';
import type { Occasion, Order } from './draw.ts';
import { fetchFolders, type Source } from './folder.ts';
import type { CommitteeMemory, Last } from './memory.ts';
import type { Reach } from './reach.ts';

/** What a publication will draw. */
export interface Plan {
  /** The town's committees, in the order of their folders. */
  ids: readonly string[];
  /** Those of which anything is drawn. */
  reads: readonly ReadCommittee[];
  /** Those whose own pages are drawn, whatever becomes of their compounds. */
  own: ReadonlySet<string>;
  orders: readonly Order[];
  /** Folders that can't be what they stand for. */
  faults: readonly Fault[];
}

const dueIn = ({ compounds }: CommitteeMemory, now: number): string[] =>
  Object.entries(compounds).flatMap(([id, { due }]) => (due <= now ? [id] : []));

/** Finds what must be drawn: what a change reached, and what time has. @param store the folder of releases @param afresh everything */
export const planOf = async (
  store: string,
  source: Source,
  occasion: Occasion,
  last: Last | undefined,
  reach: Reach,
  afresh: boolean,
): Promise<Plan> => {
  const { now } = occasion;
  const report: Report = { faults: [] };
  const ids = foldersOf(await fetchFolders(source, ['']), report, '');
  const reads: ReadCommittee[] = [];
  const own = new Set<string>();
  const orders: Order[] = [];
  for (const id of ids) {
    const known = last?.committees.get(id);
    const touched = reach.compounds.get(id) ?? new Set<string>();
    const whole = afresh || !known || reach.committees.has(id) || known.due <= now;
    const old = new Set(known && dueIn(known, now));
    const aged = known !== undefined && known.ownDue <= now;
    if (!whole && !aged && touched.size === 0 && old.size === 0) continue;
    const read = await fetchCommittee(source, occasion, id);
    reads.push(read);
    if (whole || aged) own.add(id);
    const compounds = read.compounds.filter((compound) => whole || touched.has(compound) || old.has(compound));
    if ('title' in read.own || compounds.length === 0) continue;
    const wanted = compounds.map((compound) => {
      const before = known?.compounds[compound];
      return { id: compound, before: before ? filesBefore(store, id, compound, before) : {} };
    });
    orders.push({ committee: read.own, compounds: wanted });
  }
  return { ids, reads, own, orders, faults: report.faults };
};
