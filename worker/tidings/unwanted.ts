import type { Instant } from '../../domain/clock.ts';
import { folderOf, type Seen } from '../../domain/tidings.ts';
import { stillPressing } from '../records/alarms.ts';
import type { Due } from '../records/sendings.ts';
import type { Store } from '../records/store.ts';

/** What a look around found. */
export interface Look {
  /** When it began, real time. */
  since: Instant;
  /** By committee; the town's own under `''`. What could not be read is not there. */
  places: ReadonlyMap<string, readonly Seen[]>;
}

const REQUEST = 'request/';
// The links of those who are to tell of a file go with it.
const FILE = /^(?:heads\/[^/]+\/)?(.+\.md)(?:\/\d+)?$/;

/**
 * What of that which is due nobody is to be told any more: what was withdrawn, what another version has overtaken, an alarm for what
 * somebody has taken.
 */
export const unwanted = async (store: Store, { since, places }: Look, due: readonly Due[]): Promise<ReadonlySet<string>> => {
  const requestOf = ({ subject }: Due): string | undefined => (subject.startsWith(REQUEST) ? subject.slice(REQUEST.length) : undefined);
  const pressing = await stillPressing(
    store,
    due.flatMap((one) => requestOf(one) ?? []),
  );
  const isOver = (one: Due): boolean => {
    const request = requestOf(one);
    if (request !== undefined) return !pressing.has(request);
    const { subject, revision, madeAt } = one;
    const file = FILE.exec(subject)?.[1];
    const live = file === undefined ? undefined : places.get(folderOf(file).committee);
    // What came into the queue after the look began may be newer than what was seen.
    if (!live || madeAt >= since) return false;
    const item = live.find(({ path }) => path === file);
    // What the desk sends once has its minute behind the version.
    return !item || revision.split('~')[0] !== item.revision;
  };
  return new Set(due.filter(isOver).map(({ id }) => id));
};
