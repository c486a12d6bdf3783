import { and, desc, eq, gt, isNull, lte, or, type SQL, type SQLWrapper } from 'drizzle-orm';
import { grants } from '../../db/schema/staff.ts';
import type { Instant } from '../../domain/clock.ts';
import type { GrantWay, Role, Scope } from '../../domain/role.ts';
import type { Moment } from '../moment.ts';
import type { Db } from './store.ts';

export type Grant = typeof grants.$inferSelect;

/** Where a grant holds. */
export const scopeOf = ({ town, committee, compound, building }: Pick<Grant, 'town' | 'committee' | 'compound' | 'building'>): Scope => ({
  town,
  committee: committee ?? undefined,
  compound: compound ?? undefined,
  building: building ?? undefined,
});

/** A scope as columns. */
export const scopeColumns = ({ town, committee, compound, building }: Scope) => ({
  town,
  committee: committee ?? null,
  compound: compound ?? null,
  building: building ?? null,
});

/** Grants that hold at a moment of town time: begun, not over, not taken back. */
export const isLive = (at: Instant): SQL | undefined =>
  and(isNull(grants.revokedAt), lte(grants.fromAt, at), or(isNull(grants.untilAt), gt(grants.untilAt, at)));

/** The row of a new grant. */
export const newGrant = (
  personId: string,
  role: Role,
  scope: Scope,
  { untilAt, how, madeBy }: { untilAt: Instant | null; how: GrantWay; madeBy: string | null },
  now: Moment,
): Grant => ({
  id: crypto.randomUUID(),
  ...scopeColumns(scope),
  ...{ personId, role, how, madeBy, untilAt },
  fromAt: now.town,
  madeAt: now.real,
  revokedAt: null,
  revokedBy: null,
});

/** A person's grants that hold now, the newest first. @param personId an id, or a query for it */
export const liveGrants = (db: Db, personId: string | SQLWrapper, now: Moment) =>
  db
    .select()
    .from(grants)
    .where(and(eq(grants.personId, personId), isLive(now.town)))
    .orderBy(desc(grants.madeAt));
