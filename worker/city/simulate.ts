import type { CityTown } from '../../domain/city.ts';
import { arrivalsAt, HALF, SURGE } from './load.ts';
import { APART } from './openings.ts';
import { type Outcome, openedTo } from './queue.ts';

/** Committees that open in one database, each so many seconds after the first. */
export const openingOf = (starts: readonly number[], replicas: boolean, people: number = SURGE.people): Outcome =>
  openedTo(
    (second) => starts.reduce((sum, start) => sum + arrivalsAt(second - start, people), 0),
    Math.max(...starts) + SURGE.seconds,
    replicas,
  );

const at = (count: number, apart: number): number[] => Array.from({ length: count }, (_, number) => number * apart);

/** One opening of a town, as a row of the table. */
export interface Scene {
  title: string;
  databases: number;
  outcome: Outcome;
}

/** So many committees of a town that open together: in one database, with the places read from replicas, spread, one after the other, and both. */
export const scenesOf = (committees: number): Scene[] => {
  const groups = Math.ceil(committees / 5);
  const each = Math.ceil(committees / groups);
  const scene = (title: string, databases: number, starts: readonly number[], replicas = true): Scene => ({
    ...{ title, databases, outcome: openingOf(starts, replicas) },
  });
  return [
    scene('one committee', 1, [0]),
    scene('one committee, no replicas', 1, [0], false),
    scene(`${committees} committees together`, 1, at(committees, 0)),
    scene(`${committees} together, a database for each`, committees, [0]),
    scene(`${committees}, one every ${APART} minutes`, 1, at(committees, APART * 60)),
    scene(`${committees}, ${each} in each of ${groups} databases, every ${APART} minutes`, groups, at(each, APART * 60)),
  ];
};

/** Every town of a city has one committee that opens at the same hour: how busy the busiest database becomes. */
export const cityPeak = (towns: readonly CityTown[]): { databases: number; peak: number; isUnderHalf: boolean } => {
  const peaks = towns.map(({ residents, committees }) => {
    // A town's biggest committee may be bigger than most: what its people are on average, and never less than the model's.
    const people = Math.max(SURGE.people, Math.round(residents / committees.length));
    return openingOf([0], true, people).peak;
  });
  const peak = Math.max(...peaks);
  return { databases: towns.length, peak, isUnderHalf: peak <= HALF };
};
