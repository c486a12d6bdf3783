import { outlineOf } from '../../domain/round-outline.ts';
import { roundSlots } from '../../domain/round-slots.ts';
import type { Batch } from '../../domain/round.ts';
import type { Place } from '../../domain/compound.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { zhCN } from '../../domain/words/index.ts';
import { buildingNames } from '../../domain/naming.ts';
import type { Committee, Town } from './catalogue.ts';
import type { Compound } from './compound.ts';

/** What the build knows beyond the content: the public address, and how far the town's time is from real time (ms). */
export interface Setting {
  url: string;
  clockOffset: number;
}

/** The numbers to call for a compound: its own, its committee's, the town's. */
export const phonesFor = (town: Town, committee: Committee, compound: Compound) => [
  ...compound.phones,
  ...committee.phones,
  ...town.phones,
];

const named = ({ id, name }: Place): Place => ({ id, name });

/** What the worker is told of a compound. */
export const sheetOf = (town: Town, committee: Committee, compound: Compound, { url, clockOffset }: Setting): Sheet => {
  const stop = (id: string) => [...compound.points, ...compound.gates].find((place) => place.id === id)?.name ?? id;
  const building = (id: string) => compound.buildings.find((one) => one.id === id)?.name ?? id;
  const forWhom = ({ group, buildings = [], floors = '' }: Batch) =>
    [group && zhCN.content.groups[group], buildings.map(building).join('、') + floors].filter(Boolean).join(' ');
  const counted = ({ group, buildings, floors, point }: Batch) =>
    [stop(point), group && zhCN.content.groups[group], buildings && buildingNames(compound, buildings), floors].filter(Boolean).join(' ');
  const sampling = compound.rounds.flatMap((round) => roundSlots(round, stop, forWhom));
  return {
    town: { name: town.name, url, keep: town.keep, calendar: town.calendar, clockOffset },
    committee: { id: committee.id, name: committee.name },
    compound: { id: compound.id, name: compound.name },
    kind: compound.kind,
    buildings: compound.buildings,
    points: compound.points.map(named),
    gates: compound.gates.map(named),
    bring: compound.bring,
    phones: phonesFor(town, committee, compound),
    // While no weather plan is chosen a batch may stand in both: it is one slot all the same.
    slots: [...compound.supplies.flatMap(({ slots }) => slots), ...compound.posts.flatMap(({ shifts }) => shifts), ...sampling].filter(
      ({ key }, at, all) => all.findIndex((other) => other.key === key) === at,
    ),
    rounds: compound.rounds.map((round) => outlineOf(round, counted)),
    services: committee.services.map(({ html: _, ...service }) => service),
  };
};
