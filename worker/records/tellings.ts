import { and, eq, lt, type SQL, sql } from 'drizzle-orm';
import { announcements, headLinks, missings, tellings } from '../../db/schema/tidings.ts';
import { DAY } from '../../domain/clock.ts';
import { type Sheet, whereaboutsOf, type Whereabouts } from '../../domain/sheet.ts';
import type { Item, Medium } from '../../domain/tidings.ts';
import type { Duty } from '../duty.ts';
import type { Moment } from '../moment.ts';
import { changed } from './deeds.ts';
import type { Happening, Hand } from './events.ts';
import type { Store } from './store.ts';

export type Telling = typeof tellings.$inferSelect;
export type Announcement = typeof announcements.$inferSelect;

type Told = Pick<Item, 'path' | 'revision'>;

const happening = (where: Whereabouts, hand: Hand, now: Moment, { path, revision }: Told, detail: Happening['detail']) => ({
  ...where,
  ...hand,
  ...({ recordKind: 'list', fromState: null, state: null } as const),
  recordId: `${where.committee}/${where.compound}/told/${path}`,
  at: now.town,
  detail: { revision, ...detail },
});

/**
 * Writes down that a building's doors have been told of an item as it is now. Who says so first stands; it is said once.
 * @returns whether it was news
 */
export const tell = (
  { db }: Pick<Store, 'db'>,
  where: Whereabouts,
  building: string,
  { path, revision }: Told,
  { way, hand, now }: { way: Telling['way']; hand: Hand; now: Moment },
): Promise<boolean> => {
  const row: Telling = { id: crypto.randomUUID(), ...where, building, path, revision, way, by: hand.by, at: now.town };
  return changed(db, { ...happening(where, hand, now, { path, revision }, { building, way }), deed: 'told' }, () => [
    db.insert(tellings).values(row).onConflictDoNothing().returning({ id: tellings.id }),
  ]);
};

const placed = (
  table: typeof tellings | typeof announcements,
  { committee, compound }: Pick<Whereabouts, 'committee' | 'compound'>,
): SQL | undefined => and(eq(table.committee, committee), eq(table.compound, compound));

/** Which buildings of a compound have been told of what, in whichever revision. */
export const tellingsAt = (
  { db }: Pick<Store, 'db'>,
  where: Pick<Whereabouts, 'committee' | 'compound'>,
  building?: string,
): Promise<Telling[]> =>
  db
    .select()
    .from(tellings)
    .where(and(placed(tellings, where), building === undefined ? undefined : eq(tellings.building, building)));

/** Through what an item went out in a compound, as the desk ticked it. */
export const announcementsAt = ({ db }: Pick<Store, 'db'>, sheet: Sheet): Promise<Announcement[]> =>
  db
    .select()
    .from(announcements)
    .where(placed(announcements, whereaboutsOf(sheet)));

/** Ticks that an item went out in some way, or takes the tick back. @returns whether that changed anything */
export const announce = (
  { store: { db }, hand, now }: Duty,
  sheet: Sheet,
  { path, revision }: Told,
  medium: Medium,
  done: boolean,
): Promise<boolean> => {
  const where = whereaboutsOf(sheet);
  const row: Announcement = { id: crypto.randomUUID(), ...where, path, revision, medium, by: hand.by ?? '', at: now.town };
  const same = and(
    placed(announcements, where),
    eq(announcements.path, path),
    eq(announcements.revision, revision),
    eq(announcements.medium, medium),
  );
  return changed(db, { ...happening(where, hand, now, { path, revision }, { medium, done }), deed: 'announced' }, () => [
    done
      ? db.insert(announcements).values(row).onConflictDoNothing().returning({ id: announcements.id })
      : db.delete(announcements).where(same).returning({ id: announcements.id }),
  ]);
};

/** The committees where doors are told: what comes back there has to be seen, though it is sent nowhere. */
export const toldPlaces = async ({ db }: Pick<Store, 'db'>): Promise<string[]> => {
  const rows = await db.all<{ committee: string }>(sql`select committee from head_links union select committee from tellings`);
  return rows.map(({ committee }) => committee);
};

const KEPT = 30 * DAY;

/** Forgets who was told of what a month after, and links that are over. */
export const sweepTellings = async ({ db }: Pick<Store, 'db'>, { town, real }: Moment): Promise<void> => {
  await db.batch([
    db.delete(tellings).where(lt(tellings.at, town - KEPT)),
    db.delete(announcements).where(lt(announcements.at, town - KEPT)),
    db.delete(missings).where(lt(missings.at, town - KEPT)),
    db.delete(headLinks).where(lt(headLinks.expiresAt, real)),
  ]);
};
