import { and, eq, isNull, lt, sql } from 'drizzle-orm';
import { devices } from '../../db/schema/staff.ts';
import type { Instant } from '../../domain/clock.ts';
import { PIN_TRIES } from '../../domain/role.ts';
import { hashOf, isHashOf } from '../lookup.ts';
import type { Moment } from '../moment.ts';
import { changed } from './deeds.ts';
import { lastEvent } from './events.ts';
import type { Db, Store } from './store.ts';
import { newToken } from './tokens.ts';

export type Device = typeof devices.$inferSelect;

// Six digits are a million: bound to their device, one hash says nothing about another's.
const pinOf = (id: string, pin: string) => ['pin', id, pin] as const;

/** A new device's row, and the key that only the device keeps. @param at real time */
export const newDevice = async ({ keys }: Store, personId: string, pin: string, at: Instant): Promise<{ row: Device; key: string }> => {
  const id = crypto.randomUUID();
  const key = newToken();
  const [keyHash, pinHash] = await Promise.all([hashOf(keys, 'device', key), hashOf(keys, ...pinOf(id, pin))]);
  return { key, row: { id, personId, keyHash, pinHash, tries: 0, lockedAt: null, madeAt: at, revokedAt: null } };
};

/** The device that has this key; nothing if it was never enrolled, or was taken back. */
export const deviceWith = async ({ db, keys }: Store, key: string): Promise<Device | undefined> => {
  const [device] = await db
    .select()
    .from(devices)
    .where(and(eq(devices.keyHash, await hashOf(keys, 'device', key)), isNull(devices.revokedAt)))
    .limit(1);
  return device;
};

/** What came of a PIN: right, wrong with so many tries left, or locked until a lead unlocks. */
export type PinProof = 'right' | 'locked' | { left: number };

// Who tries a PIN is not at work: the event stands where his last one stood.
const lock = async (db: Db, personId: string, id: string, at: Moment): Promise<void> => {
  const last = await lastEvent(db, { recordKind: 'person', recordId: personId });
  if (!last) throw new Error('a device of nobody');
  const { recordKind, recordId, town, committee, compound } = last;
  const detail = { device: id };
  const happening = { recordKind, recordId, town, committee, compound, at: at.town, fromState: null, state: null, detail } as const;
  await changed(db, { ...happening, actor: 'system', by: null, deed: 'locked' }, () => [
    db.update(devices).set({ lockedAt: at.real }).where(eq(devices.id, id)).returning({ id: devices.id }),
  ]);
};

/**
 * Checks a PIN. The try is counted before it is judged, in one statement: many at once have no more tries than one after
 * the other.
 */
export const provePin = async ({ db, keys }: Store, { id, personId }: Device, pin: string, at: Moment): Promise<PinProof> => {
  const [counted] = await db
    .update(devices)
    .set({ tries: sql`${devices.tries} + 1` })
    .where(and(eq(devices.id, id), isNull(devices.lockedAt), isNull(devices.revokedAt), lt(devices.tries, PIN_TRIES)))
    .returning({ tries: devices.tries, pinHash: devices.pinHash });
  if (!counted) return 'locked';
  if (await isHashOf(keys, counted.pinHash, ...pinOf(id, pin))) {
    await db.update(devices).set({ tries: 0 }).where(eq(devices.id, id));
    return 'right';
  }
  if (counted.tries < PIN_TRIES) return { left: PIN_TRIES - counted.tries };
  await lock(db, personId, id, at);
  return 'locked';
};
