import type { Building, Site } from './address.ts';
import type { Place } from './compound.ts';
import { zhCN } from './words/index.ts';

/** Points and gates of a compound. */
export interface Stops {
  points: readonly Place[];
  gates: readonly Place[];
}

/** The name of a point or gate; its id where there is none of that id. */
export const placeName = ({ points, gates }: Stops, id: string): string =>
  [...points, ...gates].find((place) => place.id === id)?.name ?? id;

/** Buildings in the compound's order, those that follow one another by number drawn together: 1 to 4, 7. */
export const buildingRuns = (buildings: readonly Building[], ids: readonly string[]): Building[][] => {
  const runs: Building[][] = [];
  for (const building of buildings.filter(({ id }) => ids.includes(id))) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    const follows =
      before && Number(building.id) === Number(before.id) + 1 && building.name === before.name.replace(before.id, building.id);
    if (run && follows) run.push(building);
    else runs.push([building]);
  }
  return runs;
};

/** Whether these are all buildings of a site that has several. */
export const isEveryBuilding = ({ buildings }: Site, ids: readonly string[]): boolean =>
  buildings.length > 1 && buildings.every(({ id }) => ids.includes(id));

/** Names of buildings in the compound's order, runs of numbers drawn together: `1–4号楼、7号楼`. */
export const buildingNames = (site: Site, ids: readonly string[]): string => {
  if (isEveryBuilding(site, ids)) return zhCN.places.everyBuilding[site.kind];
  return buildingRuns(site.buildings, ids)
    .map((run) => {
      const [first, last] = [run[0], run.at(-1)];
      if (!first || !last || run.length === 1) return first?.name;
      return run.length === 2 ? `${first.name}、${last.name}` : `${first.id}–${last.name}`;
    })
    .join('、');
};
