import { city, firstOf, type Place, places, secondOf } from './city.ts';

/** A character that more names have than this finds too much: 花, 园, 新, 村. Whoever looks by it is asked for another one. */
export const MOST = 400;

const isHan = (char: string): boolean => /\p{Script=Han}/u.test(char);
const charsOf = (text: string): string[] => Array.from(text).filter(isHan);
/** Two characters that stand side by side. */
const pairsOf = (text: string): string[] =>
  Array.from(text).flatMap((char, at, all) => (isHan(char) && isHan(all[at + 1] ?? '') ? [char + all[at + 1]] : []));

const heldBy = (keysOf: (text: string) => string[]): Map<string, Place[]> => {
  const held = new Map<string, Place[]>();
  for (const place of places) {
    for (const key of new Set([...keysOf(place.name), ...keysOf(place.committee)])) {
      const mine = held.get(key);
      if (mine) mine.push(place);
      else held.set(key, [place]);
    }
  }
  return held;
};

const tooMany = (held: ReadonlyMap<string, readonly Place[]>): string[] =>
  [...held].filter(([, { length }]) => length > MOST).map(([key]) => key);

const byChar = heldBy(charsOf);
/** The characters that find too much by themselves: with these it takes two. */
export const common = tooMany(byChar);
const byPair = heldBy((text) => pairsOf(text).filter((pair) => Array.from(pair).every((char) => common.includes(char))));
/** The pairs that find too much: 花园, 新村. */
export const commonPairs = tooMany(byPair);

/** A piece of the index: towns as name and address, and compounds as name, initials, committee, town (its place among these), path. */
export interface Shard {
  towns: readonly (readonly [name: string, url: string])[];
  compounds: readonly (readonly [name: string, initials: string, committee: string, town: number, path: string])[];
}

const shardOf = (held: readonly Place[]): Shard => {
  const towns = [...new Set(held.map(({ town }) => town))];
  return {
    towns: towns.flatMap((at) => {
      const town = city.towns[at];
      return town ? [[town.name, town.url] as const] : [];
    }),
    compounds: held.map(({ name, initials, committee, town, path }) => [name, initials, committee, towns.indexOf(town), path]),
  };
};

const hexOf = (key: string): string => Array.from(key, (char) => (char.codePointAt(0) ?? 0).toString(16)).join('-');

/** The index by a character of a name, `4e00` is 一; where too many have it, by two that stand side by side, `82b1-56ed`. */
export const charShards = [...byChar, ...byPair]
  .filter(([, held]) => held.length <= MOST)
  .map(([key, held]) => ({ params: { char: hexOf(key) }, props: { shard: shardOf(held) } }));

/** The index by the first two letters. */
export const letterShards = [...Map.groupBy(places, (place) => firstOf(place) + secondOf(place))].map(([letters, held]) => ({
  params: { letters },
  props: { shard: shardOf(held) },
}));
