import type { ListedCommittee } from '../catalogue/catalogue.ts';
import type { Fault } from '../catalogue/file.ts';
import { drawCommittee, type ReadCommittee, shownOf } from './committee.ts';
import type { DrawnCompounds } from './compounds.ts';
import type { CommitteeMemory, CompoundMemory, Last } from './memory.ts';
import type { Plan } from './plan.ts';
import type { Tools } from './tools.ts';

/** The committees of a release, in the order of their folders, as a build reads them. */
export interface DrawnCommittees {
  committees: ReadonlyMap<string, CommitteeMemory>;
  /** How many pages of their own were drawn. */
  drawn: number;
  faults: Fault[];
  /** Whether what the town's pages show of them is what it was. */
  same: boolean;
}

const compoundsOf = (
  { compounds }: ReadCommittee,
  fresh: ReadonlyMap<string, CompoundMemory> | undefined,
  known: CommitteeMemory | undefined,
): CommitteeMemory['compounds'] =>
  Object.fromEntries(
    compounds.flatMap((id) => {
      const memory = fresh?.get(id) ?? known?.compounds[id];
      return memory ? [[id, memory]] : [];
    }),
  );

/** Draws the own pages of those committees that a plan wants, or whose compounds show otherwise since they were drawn. */
export const drawCommittees = async (
  { templates, store, occasion }: Tools,
  { ids, reads, own }: Plan,
  { memories }: Pick<DrawnCompounds, 'memories'>,
  last: Last | undefined,
): Promise<DrawnCommittees> => {
  const faults: Fault[] = [];
  const redrawn = new Map<string, CommitteeMemory>();
  let drawn = 0;
  let same = last !== undefined && ids.length === last.committees.size && ids.every((id) => last.committees.has(id));
  for (const committee of reads) {
    const { id } = committee;
    faults.push(...committee.faults);
    const known = last?.committees.get(id);
    const compounds = compoundsOf(committee, memories.get(id), known);
    const stays = known && !own.has(id) && shownOf({ ...known, compounds }) === shownOf(known);
    const memory = stays ? { ...known, compounds } : await drawCommittee(templates, store, occasion, committee, compounds, known?.files);
    if (!stays) drawn += Object.keys(memory.files).length;
    if (!known || shownOf(memory) !== shownOf(known)) same = false;
    redrawn.set(id, memory);
  }
  const committees = ids.flatMap((id): [string, CommitteeMemory][] => {
    const memory = redrawn.get(id) ?? last?.committees.get(id);
    return memory ? [[id, memory]] : [];
  });
  return { committees: new Map(committees), drawn, faults, same };
};

/** What lists say of committees and their compounds. */
export const listsOf = (committees: Iterable<CommitteeMemory>): ListedCommittee[] =>
  [...committees].flatMap(({ listed, compounds }) =>
    listed ? [{ ...listed, compounds: Object.values(compounds).flatMap((compound) => compound.listed ?? []) }] : [],
  );
