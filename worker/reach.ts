import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Scope } from '../domain/role.ts';
import type { Duty } from './duty.ts';

interface Placed {
  town: SQLiteColumn;
  committee: SQLiteColumn;
  compound: SQLiteColumn;
  building?: SQLiteColumn;
}

/** Which rows of a table lie within a scope. A table without buildings can't be narrowed to one: nothing of it is reached. */
export const within = (table: Placed, { committee, compound, building }: Scope): SQL | undefined => {
  if (building !== undefined && !table.building) throw new Error('a scope of one building reaches no table without buildings');
  return and(
    committee === undefined ? undefined : eq(table.committee, committee),
    compound === undefined ? undefined : eq(table.compound, compound),
    building === undefined || !table.building ? undefined : eq(table.building, building),
  );
};

/**
 * A condition that is checked on what was found, and finds nothing itself: where a phone or a door leads to three rows,
 * SQLite would rather read all of a committee, because its index has more equal columns.
 */
export const aside = (condition: SQL | undefined): SQL | undefined => condition && sql`+(${condition})`;

/** The team whose work is done: a committee's own, a compound's own (`mingdu/xibu-xincun`), or the town's where it is empty. */
export const teamOf = ({ town, scope: { committee, compound } }: Pick<Duty, 'town' | 'scope'>): { town: string; team: string } => ({
  town: town.name,
  team: [committee, compound].filter((part) => part !== undefined).join('/'),
});

/** Where a team's own things stand in the log. */
export const teamPlace = ({ town, scope: { committee = '', compound = '' } }: Pick<Duty, 'town' | 'scope'>) => ({
  ...{ town: town.name, committee, compound },
});
