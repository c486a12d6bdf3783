import type { Site } from '../../domain/address.ts';
import type { CompoundFile } from '../../domain/compound.ts';
import type { Opens } from '../../domain/opens.ts';
import { type PostFile, shiftId } from '../../domain/post.ts';
import { batchId, type RoundFile } from '../../domain/round-file.ts';
import { type SupplyFile, slotId } from '../../domain/supply.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Complaint } from './file.ts';

const { errors, places, content } = zhCN;

const twice = (ids: readonly string[], path: (index: number) => PropertyKey[], label: string): Complaint[] =>
  ids.flatMap((id, index) => (ids.indexOf(id) < index ? [{ path: path(index), message: errors.twice(label, id) }] : []));

const unknownBuildings = ({ kind, buildings }: Site, named: readonly string[] | undefined, path: PropertyKey[]): Complaint[] =>
  (named ?? [])
    .filter((id) => !buildings.some((building) => building.id === id))
    .map((id) => ({ path, message: errors.noSuchBuilding(id, places.building[kind]) }));

/** Ids are unique, and the way goes from place to place that there are. */
export const compoundRule = ({ buildings, points = [], gates = [], route = [], status }: CompoundFile): Complaint[] => {
  const stops = [...points, ...gates].map(({ id }) => id);
  const ids = buildings.flatMap((group, index) => group.ids.map((id) => ({ id, index })));
  return [
    ...twice(
      ids.map(({ id }) => id),
      (at) => ['buildings', ids[at]?.index ?? 0, 'ids'],
      content.building,
    ),
    ...twice(stops, (at) => (at < points.length ? ['points', at, 'id'] : ['gates', at - points.length, 'id']), content.id),
    ...route.filter((stop) => !stops.includes(stop)).map((stop) => ({ path: ['route'], message: errors.noSuchPlace(stop) })),
    ...(status.until && status.until < status.since ? [{ path: ['status', 'until'], message: errors.endsBeforeStart }] : []),
  ];
};

/** A sign-up that opens when the first one is over already was meant otherwise. @param starts `2022-04-16 09:00` */
const opensInTime = (opens: Opens | undefined, starts: readonly string[]): Complaint[] =>
  opens && starts.every((start) => `${opens.day} ${opens.at}` >= start) ? [{ path: ['opens'], message: errors.opensTooLate }] : [];

/** Every batch stands at a point and names buildings that the compound has. */
export const roundRule =
  (site: Site, stops: readonly string[]) =>
  (round: RoundFile): Complaint[] => [
    ...opensInTime(
      round.opens,
      [...(round.fine?.batches ?? []), ...(round.rainy?.batches ?? [])].map(({ from }) => `${round.day} ${from}`),
    ),
    ...(['fine', 'rainy'] as const).flatMap((weather) => {
      const batches = round[weather]?.batches ?? [];
      return [
        ...batches.flatMap(({ point, buildings }, at) => [
          ...(stops.includes(point) ? [] : [{ path: [weather, 'batches', at, 'point'], message: errors.noSuchPlace(point) }]),
          ...unknownBuildings(site, buildings, [weather, 'batches', at, 'buildings']),
        ]),
        ...twice(batches.map(batchId), (at) => [weather, 'batches', at, batches[at]?.id ? 'id' : 'from'], content.id),
      ];
    }),
  ];

/** Slots have ids of their own and name buildings that the compound has. */
export const supplyRule =
  (site: Site) =>
  ({ slots, day, opens }: SupplyFile): Complaint[] => [
    ...slots.flatMap(({ buildings }, at) => unknownBuildings(site, buildings, ['slots', at, 'buildings'])),
    ...opensInTime(
      opens,
      slots.map((slot) => `${slot.day ?? day} ${slot.from}`),
    ),
    ...twice(slots.map(slotId), (at) => ['slots', at, slots[at]?.id ? 'id' : 'from'], content.id),
  ];

/** Shifts have ids of their own. */
export const postRule = ({ shifts, opens }: PostFile): Complaint[] => [
  ...opensInTime(
    opens,
    shifts.map(({ day, from }) => `${day} ${from}`),
  ),
  ...twice(shifts.map(shiftId), (at) => ['shifts', at, shifts[at]?.id ? 'id' : 'from'], content.id),
];
