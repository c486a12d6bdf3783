import type { Building, Site } from '../domain/address.ts';
import { zhCN } from '../domain/words/index.ts';
import type { Compound } from './catalogue/compound.ts';

/** The name of a point or gate. */
export const placeName = ({ points, gates }: Pick<Compound, 'points' | 'gates'>, id: string): string =>
  [...points, ...gates].find((place) => place.id === id)?.name ?? id;

/** Names of buildings in the compound's order, runs of numbers drawn together: `1–4号楼、7号楼`. */
export const buildingNames = ({ kind, buildings }: Site, ids: readonly string[]): string => {
  const named = buildings.filter(({ id }) => ids.includes(id));
  if (named.length > 1 && named.length === buildings.length) return zhCN.places.everyBuilding[kind];
  const runs: Building[][] = [];
  for (const building of named) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    const follows =
      before && Number(building.id) === Number(before.id) + 1 && building.name === before.name.replace(before.id, building.id);
    if (run && follows) run.push(building);
    else runs.push([building]);
  }
  return runs
    .map((run) => {
      const [first, last] = [run[0], run.at(-1)];
      if (!first || !last || run.length === 1) return first?.name;
      return run.length === 2 ? `${first.name}、${last.name}` : `${first.id}–${last.name}`;
    })
    .join('、');
};
