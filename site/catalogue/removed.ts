import type { Instant } from '../../domain/clock.ts';
import { gitBytes, textsUpTo } from './history.ts';
import { type Removal, removedFrom } from './removals.ts';
import { decoded } from './text.ts';

/** A notice that is not there any more, and what it said. */
export interface Removed {
  file: string;
  /** Real time, ms. */
  at: Instant;
  /** Its texts, newest first. */
  texts: Iterable<string>;
}

/** Where removed files are looked up. */
export interface Attic {
  /** The repository, or a folder in its checkout. */
  dir: string;
  prefix: string;
  removals: readonly Removal[];
  /** The last bytes of those that were fetched already. */
  bytes?: ReadonlyMap<string, Buffer>;
}

const textsOf = function* ({ dir, prefix, bytes }: Attic, { file, blob, commit }: Removal): Generator<string> {
  const last = bytes?.get(blob) ?? gitBytes(dir, 'cat-file', 'blob', blob);
  const text = last && decoded(last);
  if (typeof text === 'string') yield text;
  // It was set aside before it went: what people read was an earlier text.
  yield* textsUpTo(dir, `${commit}^`, prefix ? `${prefix}/${file}` : file);
};

/** What was taken from a folder. @param there the files that it has: one that came back is not gone */
export const removedIn = (attic: Attic, path: string, there: readonly string[]): Removed[] =>
  removedFrom(attic.removals, path)
    .filter(({ file }) => !there.includes(file))
    .map((removal) => ({ file: removal.file, at: removal.at, texts: textsOf(attic, removal) }));
