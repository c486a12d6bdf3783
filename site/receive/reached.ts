import { foldersOf, readTown } from '../catalogue/catalogue.ts';
import { readCompound } from '../catalogue/compound.ts';
import type { Report } from '../catalogue/entry.ts';
import type { Fault } from '../catalogue/file.ts';
import { fetchCommittee } from '../publish/committee.ts';
import { fetchCompound } from '../publish/draw.ts';
import { fetchFolders, type Source } from '../publish/folder.ts';
import { type Reach, reachOf } from '../publish/reach.ts';

/** How a content stands, as far as a change reaches. */
export interface Reached {
  faults: Fault[];
  /** The folders that can be committees. */
  committees: readonly string[];
}

const isReached = ({ town, committees, compounds }: Reach, id: string): boolean => town || committees.has(id) || compounds.has(id);

/** Reads what a change of some files reaches, as the publisher does, without drawing it. */
export const readReached = async (source: Source, paths: readonly string[]): Promise<Reached> => {
  const reach = reachOf(paths);
  const report: Report = { faults: [] };
  const top = await fetchFolders(source, ['', 'notices', 'services']);
  const town = readTown(top, report);
  const committees = foldersOf(top, report, '');
  for (const id of committees.filter((one) => isReached(reach, one))) {
    const { own, compounds, faults } = await fetchCommittee(source, { town }, id);
    report.faults.push(...faults);
    if ('title' in own) continue;
    for (const compound of compounds.filter((one) => reach.compounds.get(id)?.has(one)))
      readCompound(await fetchCompound(source, id, compound), report, id, compound);
  }
  return { faults: report.faults, committees };
};
