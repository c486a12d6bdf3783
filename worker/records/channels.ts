import { and, desc, eq, inArray, isNull } from 'drizzle-orm';
import * as z from 'zod';
import { channels } from '../../db/schema/tidings.ts';
import type { RobotKind } from '../../domain/robot.ts';
import type { ItemKind } from '../../domain/tidings.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { Duty } from '../duty.ts';
import { within } from '../reach.ts';
import { Refusal } from '../refusal.ts';
import { seal, unseal } from '../seal.ts';
import type { Address } from '../tidings/message.ts';
import { changed } from './deeds.ts';
import type { Happening } from './events.ts';
import type { Store } from './store.ts';

export type Channel = typeof channels.$inferSelect;

/** What a lead says of a new channel. */
export interface NewChannel extends Address {
  kind: RobotKind;
  name: string;
  kinds: readonly ItemKind[];
  urgent: boolean;
  /** The building heads' own group. */
  heads: boolean;
  /** For one compound of the committee; empty for all. */
  committee: string;
  compound: string;
}

const sealedAddress = z.object({ address: z.string(), secret: z.string().optional(), keyword: z.string().optional() });

/** Where a channel leads. It is opened to send, and never shown. */
export const addressOf = async ({ keys }: Pick<Store, 'keys'>, { id, kind, sealed }: Channel): Promise<Address> => ({
  kind,
  ...(await unseal(keys, `channels/${id}`, sealed ?? '', sealedAddress)),
});

type Working = Pick<Duty, 'store' | 'hand' | 'now' | 'person' | 'town'>;

const about = (
  { hand, now }: Pick<Duty, 'hand' | 'now'>,
  { id, town, committee, compound }: Channel,
  deed: Happening['deed'],
): Happening => ({
  ...{ town, committee, compound, recordKind: 'channel', recordId: id, ...hand, at: now.town, deed },
  ...{ fromState: null, state: null, detail: {} },
});

/** Stores a channel; what is live already does not go there. @returns its id */
export const addChannel = async (
  duty: Working,
  { name, kinds, urgent, heads, committee, compound, kind, ...address }: NewChannel,
): Promise<string> => {
  const { store, now, person } = duty;
  const id = crypto.randomUUID();
  const row: Channel = {
    ...{ id, town: duty.town.name, committee, compound, kind, name, kinds, urgent, heads },
    ...(await seal(store.keys, `channels/${id}`, address)),
    ...{ tail: address.address.slice(-4), since: now.real, madeBy: person.id, madeAt: now.real, offAt: null },
  };
  await changed(store.db, about(duty, row, 'made'), () => [store.db.insert(channels).values(row).returning({ id: channels.id })]);
  return id;
};

/** The channels of a scope that are not off, the newest first. */
export const channelsIn = ({ store: { db }, scope }: Pick<Duty, 'store' | 'scope'>): Promise<Channel[]> =>
  db
    .select()
    .from(channels)
    .where(and(isNull(channels.offAt), within(channels, { ...scope, building: undefined })))
    .orderBy(desc(channels.madeAt))
    .limit(100);

/** A channel within the scope of whoever is at work. @throws Refusal 404 where there is none, as where it is somebody else's */
export const channelAt = async ({ store: { db }, scope }: Pick<Duty, 'store' | 'scope'>, id: string): Promise<Channel> => {
  const [channel] = await db
    .select()
    .from(channels)
    .where(and(eq(channels.id, id), isNull(channels.offAt), within(channels, { ...scope, building: undefined })))
    .limit(1);
  if (!channel) throw new Refusal(404, zhCN.desk.shell.none);
  return channel;
};

/** Ends a channel, and forgets its address and key. What still waits for it is sent no more. */
export const dropChannel = (duty: Working, channel: Channel): Promise<boolean> =>
  changed(duty.store.db, about(duty, channel, 'closed'), () => [
    duty.store.db
      .update(channels)
      .set({ offAt: duty.now.real, sealed: null, keyId: null })
      .where(and(eq(channels.id, channel.id), isNull(channels.offAt)))
      .returning({ id: channels.id }),
  ]);

/** The channels that a compound's tidings can go to: its own, its committee's, the town's, those that are off among them. */
export const channelsFor = (
  { db }: Pick<Store, 'db'>,
  { committee, compound }: { committee: string; compound: string },
): Promise<Channel[]> =>
  db
    .select()
    .from(channels)
    .where(and(inArray(channels.committee, ['', committee]), inArray(channels.compound, ['', compound])));

/** The groups of building heads that a compound's links can go to, within the scope of whoever sends them. */
export const headGroupsFor = async (
  duty: Pick<Duty, 'store' | 'scope'>,
  place: { committee: string; compound: string },
): Promise<Channel[]> => {
  const { committee, compound } = duty.scope;
  const channels = await channelsFor(duty.store, place);
  return channels.filter(
    (one) =>
      one.heads &&
      one.offAt === null &&
      (committee === undefined || one.committee === committee) &&
      (compound === undefined || one.compound === compound),
  );
};

/** Every channel that is on, wherever it is: what the minute's work begins with. */
export const openChannels = ({ db }: Pick<Store, 'db'>): Promise<Channel[]> => db.select().from(channels).where(isNull(channels.offAt));
