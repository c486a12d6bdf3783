import { and, eq, lt, ne, not, sql } from 'drizzle-orm';
import { sightings } from '../../db/schema/tidings.ts';
import { DAY, type Instant } from '../../domain/clock.ts';
import { folderOf, type Item, type Seen, versionOf } from '../../domain/tidings.ts';
import { among } from './rows.ts';
import type { Store } from './store.ts';

type Db = Pick<Store, 'db'>;
type Sighting = typeof sightings.$inferSelect;

// The row that says a committee was looked at before. Its path is no file's.
const mark = (committee: string) => `${committee}#`;
const KEPT = 30 * DAY;

// Many columns each, and D1 takes a hundred parameters: in JSON it is one. A turn that somebody else took meanwhile is his.
const insertAll = (
  { db }: Db,
  { town, committee }: { town: string; committee: string },
  rows: readonly Pick<Sighting, 'path' | 'revision' | 'turn' | 'seenAt'>[],
  at: Instant,
) =>
  db.run(sql`insert into sightings (id, town, committee, compound, path, revision, turn, seen_at, again)
    select json_extract(value, '$.id'), ${town}, ${committee}, json_extract(value, '$.compound'),
      json_extract(value, '$.path'), json_extract(value, '$.revision'), json_extract(value, '$.turn'), json_extract(value, '$.seenAt'),
      case when exists (select 1 from sightings before where before.path = json_extract(value, '$.path')
        and before.revision = json_extract(value, '$.revision')) then ${at} else 0 end
    from json_each(${JSON.stringify(rows.map((row) => ({ ...row, compound: folderOf(row.path).compound, id: crypto.randomUUID() })))}) where true
    on conflict do nothing`);

/** The last turn of each path. */
const lastOf = async ({ db }: Db, paths: readonly string[]): Promise<ReadonlyMap<string, Sighting>> => {
  const rows = await db.select().from(sightings).where(among(sightings.path, paths)).orderBy(sightings.path, sightings.turn);
  return new Map(rows.map((row) => [row.path, row]));
};

const seenIn = (last: ReadonlyMap<string, Sighting>, item: Item): Seen => {
  const sighting = last.get(item.path);
  if (sighting?.revision !== item.revision) return item;
  return { ...item, revision: versionOf(item.revision, sighting.again), seenAt: sighting.seenAt };
};

/** Items as they were seen, for whoever only wants to know. */
export const asSeen = async (store: Db, items: readonly Item[]): Promise<Seen[]> => {
  if (items.length === 0) return [];
  const last = await lastOf(
    store,
    items.map(({ path }) => path),
  );
  return items.map((item) => seenIn(last, item));
};

/** What a path's revisions were called, as long as anybody looked. */
export const versionsOf = async ({ db }: Db, path: string): Promise<string[]> => {
  const rows = await db.select().from(sightings).where(eq(sightings.path, path));
  return rows.map(({ revision, again }) => versionOf(revision, again));
};

/**
 * Notes what is live now, for one committee or the town (`''`). The first look at a place finds nothing new: what it finds was
 * live before anybody asked.
 * @param look what is live; it is asked again where something is new, or a look that was slow would take the old one for newer
 * @param at real time
 * @returns what is live, as it was seen; nothing where `look` finds no place
 */
export const noteLive = async (
  store: Db,
  town: string,
  committee: string,
  look: () => Promise<readonly Item[] | undefined>,
  at: Instant,
): Promise<Seen[] | undefined> => {
  const isOwn = ({ path }: Item) => folderOf(path).committee === committee;
  const live = await look();
  if (!live) return undefined;
  const paths = live.map(({ path }) => path);
  const last = await lastOf(store, [mark(committee), ...paths]);
  const isFirst = !last.has(mark(committee));
  const isNew = ({ path, revision }: Item) => last.get(path)?.revision !== revision;
  if (!isFirst && !live.some((item) => isOwn(item) && isNew(item))) return live.map((item) => seenIn(last, item));
  const confirmed = await look();
  if (!confirmed) return undefined;
  const fresh = confirmed.filter((item) => isOwn(item) && isNew(item));
  const rows = fresh.flatMap(({ path, revision }) =>
    // What came between the two looks: its last turn is not known here, the next minute's look has it.
    paths.includes(path) ? [{ path, revision, turn: (last.get(path)?.turn ?? 0) + 1, seenAt: isFirst ? 0 : at }] : [],
  );
  if (rows.length > 0) await insertAll(store, { town, committee }, rows, at);
  // Last: a look that was cut short was none.
  if (isFirst) await insertAll(store, { town, committee }, [{ path: mark(committee), revision: '', turn: 1, seenAt: at }], at);
  return asSeen(store, confirmed);
};

/** Forgets what is gone for a month. @param live all that is live in the place @param at real time */
export const forgetGone = async ({ db }: Db, committee: string, live: readonly Item[], at: Instant): Promise<void> => {
  const there = live.map(({ path }) => path);
  await db
    .delete(sightings)
    .where(
      and(
        eq(sightings.committee, committee),
        lt(sightings.seenAt, at - KEPT),
        ne(sightings.path, mark(committee)),
        not(among(sightings.path, there)),
      ),
    );
};
