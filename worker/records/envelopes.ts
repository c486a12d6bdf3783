import { and, desc, eq, isNull } from 'drizzle-orm';
import { devices, envelopes, grants, people } from '../../db/schema/staff.ts';
import { HOUR } from '../../domain/clock.ts';
import { CODE_LENGTH, codeFrom, codeTyped } from '../../domain/receipt.ts';
import { SEALED_HOURS, type Scope } from '../../domain/role.ts';
import type { Duty } from '../duty.ts';
import { hashOf } from '../lookup.ts';
import type { Moment } from '../moment.ts';
import { within } from '../reach.ts';
import { changed } from './deeds.ts';
import { newDevice } from './devices.ts';
import { eventAfter, happened } from './events.ts';
import { newGrant, scopeColumns, scopeOf } from './grants.ts';
import type { Enrolled } from './invitations.ts';
import { newPerson, type Person } from './people.ts';
import { changeWithEvent, insertIf } from './rows.ts';
import type { Store } from './store.ts';

export type Envelope = typeof envelopes.$inferSelect;

/** The two halves of a sealed code, each for another person's keeping. Together they are 120 bits. */
export interface Halves {
  first: string;
  second: string;
}

const half = () => codeFrom(crypto.getRandomValues(new Uint8Array(CODE_LENGTH)));
const hashOfHalves = ({ keys }: Pick<Store, 'keys'>, { first, second }: Halves) => hashOf(keys, 'envelope', first, second);

/** Makes a sealed code for a scope. Its halves are told here and never again. */
export const sealCode = async ({ store, person, hand, now }: Duty, scope: Scope): Promise<Halves> => {
  const halves = { first: half(), second: half() };
  const id = crypto.randomUUID();
  const codeHash = await hashOfHalves(store, halves);
  const row: Envelope = {
    ...{ id, codeHash, madeBy: person.id, madeAt: now.real, usedAt: null, usedBy: null, voidedAt: null },
    ...scopeColumns(scope),
  };
  const subject = { recordKind: 'person', recordId: person.id } as const;
  const where = { town: scope.town, committee: scope.committee ?? '', compound: scope.compound ?? '' };
  const happening = { ...subject, ...where, ...hand, at: now.town, deed: 'sealed-made', fromState: null, state: null } as const;
  await changed(store.db, { ...happening, detail: { envelope: id } }, () => [
    store.db.insert(envelopes).values(row).returning({ id: envelopes.id }),
  ]);
  return halves;
};

/** The sealed codes of a scope, the newest first. */
export const envelopesIn = ({ store, scope }: Pick<Duty, 'store' | 'scope'>): Promise<Envelope[]> =>
  store.db.select().from(envelopes).where(within(envelopes, scope)).orderBy(desc(envelopes.madeAt)).limit(50);

/** Voids a sealed code that was not used. @returns whether it was done */
export const voidEnvelope = async ({ store, scope, person, hand, now, town }: Duty, id: string): Promise<boolean> => {
  const subject = { recordKind: 'person', recordId: person.id } as const;
  const where = { town: town.name, committee: scope.committee ?? '', compound: scope.compound ?? '' };
  const happening = { ...subject, ...where, ...hand, at: now.town, deed: 'revoked', fromState: null, state: null } as const;
  return changed(store.db, { ...happening, detail: { envelope: id } }, () => [
    store.db
      .update(envelopes)
      .set({ voidedAt: now.real })
      .where(and(eq(envelopes.id, id), isNull(envelopes.usedAt), isNull(envelopes.voidedAt), within(envelopes, scope)))
      .returning({ id: envelopes.id }),
  ]);
};

/**
 * Opens the desk with both halves, in whichever order, for twelve hours: a lead without export, and a device with a PIN to
 * come back with. The code is spent in the same batch; of several at once one is let in.
 */
export const openEnvelope = async (
  store: Store,
  typed: Halves,
  who: Omit<Person, 'id'>,
  pin: string,
  now: Moment,
): Promise<Enrolled | undefined> => {
  const [first, second] = [codeTyped(typed.first), codeTyped(typed.second)];
  if (!first || !second) return undefined;
  const { db } = store;
  const hashes = await Promise.all([hashOfHalves(store, { first, second }), hashOfHalves(store, { first: second, second: first })]);
  const isOpen = and(isNull(envelopes.usedAt), isNull(envelopes.voidedAt));
  const found = await Promise.all(
    hashes.map((hash) =>
      db
        .select()
        .from(envelopes)
        .where(and(eq(envelopes.codeHash, hash), isOpen))
        .limit(1),
    ),
  );
  const [envelope] = found.flat();
  if (!envelope) return undefined;
  const person = await newPerson(store, envelope.town, who, now.real);
  const untilAt = now.town + SEALED_HOURS * HOUR;
  const grant = newGrant(person.id, 'lead', scopeOf(envelope), { untilAt, how: 'sealed', madeBy: envelope.madeBy }, now);
  const { row: device, key } = await newDevice(store, person.id, pin, now.real);
  const event = await eventAfter(undefined, {
    ...{ recordKind: 'person', recordId: person.id, at: now.town, actor: 'staff', by: person.id, deed: 'sealed-used' },
    ...{ town: envelope.town, committee: envelope.committee ?? '', compound: envelope.compound ?? '', fromState: null, state: null },
    detail: { envelope: envelope.id, grant: grant.id },
  });
  const spent = db
    .update(envelopes)
    .set({ usedAt: now.real, usedBy: person.id })
    .where(and(eq(envelopes.id, envelope.id), isOpen))
    .returning({ id: envelopes.id });
  const was = happened(event);
  const made = await changeWithEvent(
    db,
    spent,
    event,
    insertIf(db, people, person, was),
    insertIf(db, grants, grant, was),
    insertIf(db, devices, device, was),
  );
  return made ? { key, personId: person.id, deviceId: device.id } : undefined;
};
