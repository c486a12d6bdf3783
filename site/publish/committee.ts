import { withdrawnIn } from '../../domain/withdrawal.ts';
import { type Committee, foldersOf, readCommittee } from '../catalogue/catalogue.ts';
import type { Report, SetAside } from '../catalogue/entry.ts';
import type { Fault } from '../catalogue/file.ts';
import { type DrawnCompound, drawLevel, type Files, type Occasion, type Templates } from './draw.ts';
import { dueAfter, NEVER } from './due.ts';
import { fetchFolders, type Source } from './folder.ts';
import type { CommitteeMemory, CompoundMemory } from './memory.ts';
import { type Listing, readListing } from './release.ts';
import type { Store } from './store.ts';

/** A committee as its own files have it, and the folders of its compounds. */
export interface ReadCommittee {
  id: string;
  own: Committee | SetAside;
  compounds: readonly string[];
  faults: Fault[];
}

/** Reads a committee's own files at a commit. */
export const fetchCommittee = async (source: Source, { town }: Pick<Occasion, 'town'>, id: string): Promise<ReadCommittee> => {
  const folder = await fetchFolders(source, [id, `${id}/notices`, `${id}/services`]);
  const report: Report = { faults: [] };
  const own = readCommittee(folder, report, id, town);
  return { id, own, compounds: 'title' in own ? [] : foldersOf(folder, report, id), faults: report.faults };
};

const under = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).flatMap(([path, hash]) => (path.startsWith(folder) ? [[path.slice(folder.length), hash]] : [])));

const above = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, entry]) => [folder + path, entry]));

/** How the files of a compound lie since it was drawn the last time. */
export const filesBefore = (store: string, committee: string, id: string, { pages, sheet }: CompoundMemory): Files => ({
  ...above(`${committee}/${id}/`, readListing(store, pages).files),
  ...(sheet && { [`catalogue/${committee}/${id}.json`]: sheet }),
});

/** A compound as it is remembered after it was drawn. */
export const remembered = (store: Store, committee: string, drawn: DrawnCompound): CompoundMemory => {
  const { id, files, ...rest } = drawn;
  const pages = store.putJson({ files: under(`${committee}/${id}/`, files), folders: {} } satisfies Listing);
  return { ...rest, pages, sheet: files[`catalogue/${committee}/${id}.json`] };
};

/** What other pages show of a committee: while that stays the same, they need not be drawn again. */
export const shownOf = ({ listed, aside, compounds }: CommitteeMemory): string =>
  JSON.stringify([listed, aside, Object.values(compounds).map((compound) => [compound.listed, compound.aside])]);

/** A committee with what its list says of its compounds. */
export const withCompounds = (own: Committee, compounds: readonly Pick<DrawnCompound, 'listed' | 'aside'>[]): Committee => ({
  ...own,
  compounds: compounds.flatMap(({ listed }) => listed ?? []),
  setAside: [...own.setAside, ...compounds.flatMap(({ aside }) => aside ?? [])],
});

/** The pages of a committee that are its own. */
export const drawOwn = (templates: Templates, occasion: Occasion, committee: Committee): Promise<Map<string, Uint8Array>> =>
  drawLevel(templates, 'committee', { ...occasion, drawnCommittees: new Map([[committee.id, committee]]) });

/** A committee's own pages, drawn after those of its compounds, whom it lists. */
export const drawCommittee = async (
  templates: Templates,
  store: Store,
  occasion: Occasion,
  { id, own, faults }: ReadCommittee,
  compounds: Readonly<Record<string, CompoundMemory>>,
  before: Files = {},
): Promise<CommitteeMemory> => {
  const { clockOffset } = occasion.setting;
  const daily = clockOffset !== 0;
  if ('title' in own) return { faults, aside: own, due: NEVER, ownDue: NEVER, files: {}, compounds: {} };
  const committee = withCompounds(own, Object.values(compounds));
  const files = store.putFiles(await drawOwn(templates, occasion, committee), above(`${id}/`, before));
  const { path, name, initials, compounds: listed } = committee;
  return {
    faults,
    listed: { id, path, name, initials },
    due: dueAfter(occasion.now, [own.notices, withdrawnIn(own.withdrawn, clockOffset)], daily),
    ownDue: dueAfter(occasion.now, listed, daily),
    files: under(`${id}/`, files),
    compounds: { ...compounds },
  };
};
