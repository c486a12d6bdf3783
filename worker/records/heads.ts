import { and, eq, isNotNull } from 'drizzle-orm';
import { grants } from '../../db/schema/staff.ts';
import type { Sheet } from '../../domain/sheet.ts';
import type { Desk } from '../duty.ts';
import { isLive } from './grants.ts';
import { peopleBy } from './people.ts';

/** Who answers for a building, and his number. */
export interface Head {
  name?: string | undefined;
  phone?: string | undefined;
}

/** The heads of a compound's buildings, by building: those who work at the desk, else the number that the compound's file names. */
export const headsOf = async (
  { store, now }: Pick<Desk, 'store' | 'now'>,
  { committee, compound, buildings }: Sheet,
): Promise<ReadonlyMap<string, Head>> => {
  const rows = await store.db
    .select({ personId: grants.personId, building: grants.building })
    .from(grants)
    .where(
      and(
        eq(grants.committee, committee.id),
        eq(grants.compound, compound.id),
        eq(grants.role, 'head'),
        isNotNull(grants.building),
        isLive(now.town),
      ),
    );
  const people = await peopleBy(
    store,
    rows.map(({ personId }) => personId),
  );
  const known = new Map(rows.map(({ building, personId }) => [building, people.get(personId)]));
  return new Map(
    buildings.map(({ id, phone }) => {
      const person = known.get(id);
      return [id, { name: person?.name, phone: person?.phone ?? phone }];
    }),
  );
};
