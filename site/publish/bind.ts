import type { Files } from './draw.ts';
import type { CommitteeMemory, CommitteePages, Grounds, Last, TownMemory } from './memory.ts';
import type { Store } from './store.ts';

const bindCommittee = (store: Store, memory: CommitteeMemory): CommitteePages => {
  const compounds = Object.entries(memory.compounds);
  return {
    memory: store.putJson(memory),
    listing: store.putJson({
      files: memory.files,
      folders: Object.fromEntries(compounds.map(([id, { pages }]) => [id, pages])),
    }),
    sheets: store.putJson({
      files: Object.fromEntries(compounds.flatMap(([id, { sheet }]) => (sheet ? [[`${id}.json`, sheet]] : []))),
      folders: {},
    }),
  };
};

const TOWN_SHEET = 'catalogue/town.json';

/** Binds everything into the list of a release. What stayed as it was is the same list, and not written again. */
export const bindRelease = (
  store: Store,
  committees: ReadonlyMap<string, CommitteeMemory>,
  town: Grounds & Omit<TownMemory, 'committees'>,
  last: Last | undefined,
) => {
  const pages: Record<string, CommitteePages> = {};
  for (const [id, memory] of committees) {
    const before = last?.committees.get(id) === memory ? last.town.committees[id] : undefined;
    pages[id] = before ?? bindCommittee(store, memory);
  }
  const each = (name: 'listing' | 'sheets'): Files => Object.fromEntries(Object.entries(pages).map(([id, one]) => [id, one[name]]));
  const { [TOWN_SHEET]: sheet, ...files } = town.files;
  const catalogue = store.putJson({ files: sheet ? { 'town.json': sheet } : {}, folders: each('sheets') });
  const listing = store.putJson({ files, folders: { catalogue, ...each('listing') } });
  const memory: TownMemory = { ...town, committees: pages };
  return { listing, memory };
};
