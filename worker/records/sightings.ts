import { and, eq, lt, sql } from 'drizzle-orm';
import { sightings } from '../../db/schema/tidings.ts';
import { DAY, type Instant } from '../../domain/clock.ts';
import { folderOf, type Item } from '../../domain/tidings.ts';
import { among } from './rows.ts';
import type { Store } from './store.ts';

// The row that says a committee was looked at before. Its path is no file's.
const mark = (committee: string) => `${committee}#`;
const KEPT = 30 * DAY;
// Seven columns each, and D1 takes a hundred parameters: in JSON it is one.
const insertAll = (
  { db }: Pick<Store, 'db'>,
  town: string,
  rows: readonly { path: string; revision: string; committee: string; compound: string }[],
  at: Instant,
) =>
  db.run(sql`insert into sightings (id, town, committee, compound, path, revision, seen_at)
    select json_extract(value, '$.id'), ${town}, json_extract(value, '$.committee'), json_extract(value, '$.compound'),
      json_extract(value, '$.path'), json_extract(value, '$.revision'), ${at}
    from json_each(${JSON.stringify(rows.map((row) => ({ ...row, id: crypto.randomUUID() })))}) where true
    on conflict do nothing`);

/**
 * Notes what is live now, for one committee or the town (`''`). The first look at a place finds nothing new: what it finds was
 * live before anybody asked.
 * @param at real time
 * @returns when each `path revision` was first seen, real time; 0 for those of the first look
 */
export const noteLive = async (
  store: Pick<Store, 'db'>,
  town: string,
  committee: string,
  live: readonly Item[],
  at: Instant,
): Promise<ReadonlyMap<string, Instant>> => {
  const { db } = store;
  const own = live.filter(({ path }) => folderOf(path).committee === committee);
  const known = await db.select().from(sightings).where(eq(sightings.committee, committee));
  const seen = new Map(known.map((one) => [`${one.path} ${one.revision}`, one.seenAt]));
  const isFirst = !known.some(({ path }) => path === mark(committee));
  const fresh = own.filter(({ path, revision }) => !seen.has(`${path} ${revision}`));
  const seenAt = isFirst ? 0 : at;
  if (fresh.length > 0)
    await insertAll(
      store,
      town,
      fresh.map(({ path, revision }) => ({ path, revision, ...folderOf(path) })),
      seenAt,
    );
  // Last: a look that was cut short was none.
  if (isFirst) await insertAll(store, town, [{ path: mark(committee), revision: '', committee, compound: '' }], at);
  for (const { path, revision } of fresh) seen.set(`${path} ${revision}`, seenAt);
  const there = new Set([mark(committee), ...own.map(({ path }) => path)]);
  const gone = known.filter(({ path, seenAt }) => !there.has(path) && seenAt < at - KEPT).map(({ id }) => id);
  if (gone.length > 0) await db.delete(sightings).where(and(among(sightings.id, gone), lt(sightings.seenAt, at - KEPT)));
  return seen;
};
