import { DAY, type Instant } from '../domain/clock.ts';
import { folderOf, isWanted, type Item } from '../domain/tidings.ts';
import { zhCN } from '../domain/words/index.ts';
import type { Bindings } from './host.ts';
import { logError } from './log.ts';
import { alarmsFor } from './records/alarms.ts';
import { type Channel, openChannels } from './records/channels.ts';
import { noteLive } from './records/sightings.ts';
import { enqueue, type Tiding } from './records/sendings.ts';
import { type Store, storeFor } from './records/store.ts';
import { type TownSheet, townSheet } from './sheets.ts';
import { liveIn, liveInTown } from './tidings/feeds.ts';
import { sendDue } from './tidings/sending.ts';

const { tidings: w } = zhCN.desk;

/** What is live in a place, and when each of it was first seen. */
interface Live {
  items: readonly Item[];
  seen: ReadonlyMap<string, Instant>;
}

// What was seen in the last day is put into the queues, again and again, for a run may have died before; what stands there is
// not put there twice. Sendings are kept for longer than that.
const RECENT = DAY;

const tidingOf = ({ path, revision, title, text, urgent }: Item): Tiding => ({ subject: path, revision, title, text, urgent });

/** What of a place a channel has not been told and is to be. */
const newFor = (channel: Channel, { items, seen }: Live, now: Instant): Tiding[] =>
  items
    .filter((item) => {
      const seenAt = seen.get(`${item.path} ${item.revision}`) ?? 0;
      const { compound } = folderOf(item.path);
      const isHere = channel.compound === '' || compound === '' || compound === channel.compound;
      return seenAt > Math.max(channel.since, now - RECENT) && isHere && isWanted(item, channel);
    })
    .map(tidingOf);

/** What is live for the town and for each committee that has a channel. A place whose files can't be read waits for the next minute. */
const lookAround = async (
  env: Bindings,
  store: Store,
  town: TownSheet,
  channels: readonly Channel[],
  at: Instant,
): Promise<Map<string, Live>> => {
  const everywhere = channels.some(({ committee }) => committee === '');
  const wanted = town.committees.filter(({ id }) => everywhere || channels.some(({ committee }) => committee === id));
  const places = [
    { id: '', look: () => liveInTown(env) },
    ...wanted.map((committee) => ({ id: committee.id, look: () => liveIn(env, committee) })),
  ];
  const found = await Promise.all(
    places.map(async ({ id, look }): Promise<[string, Live][]> => {
      try {
        const items = await look();
        return items ? [[id, { items, seen: await noteLive(store, town.name, id, items, at) }]] : [];
      } catch (error) {
        logError(error);
        return [];
      }
    }),
  );
  return new Map(found.flat());
};

const alarmsOf = async (store: Store, town: TownSheet, channel: Channel): Promise<Tiding[]> => {
  if (!channel.urgent) return [];
  const alarms = await alarmsFor(store, channel, channel.since + town.clockOffset);
  return alarms.map(({ id, committee, compound, reopened }) => {
    const there = town.committees.find((one) => one.id === committee)?.compounds.find((one) => one.id === compound);
    const text = w.urgentText(there?.name ?? compound, `${town.url ?? ''}/desk/requests/${id}`);
    return { subject: `request/${id}`, revision: String(reopened), title: w.urgentTitle, text, urgent: true };
  });
};

/**
 * What every host does once a minute, and the box also right after each publication: finds what is live and was not told yet,
 * puts it into the queues, and sends what is due. Any two of these may run at once.
 * @returns how many were put there and how many were sent
 */
export const minutely = async (env: Bindings): Promise<{ queued: number; sent: number }> => {
  const [store, town] = await Promise.all([storeFor(env), townSheet({ env, req: { url: 'https://portal.invalid/' } })]);
  const at = Date.now();
  const channels = await openChannels(store);
  if (channels.length === 0) return { queued: 0, sent: 0 };
  const live = await lookAround(env, store, town, channels, at);
  let queued = 0;
  for (const channel of channels) {
    const places = channel.committee === '' ? [...live.keys()] : ['', channel.committee];
    const news = places.flatMap((id) => newFor(channel, live.get(id) ?? { items: [], seen: new Map() }, at));
    queued += await enqueue(store, channel, [...(await alarmsOf(store, town, channel)), ...news], at);
  }
  const sent = await sendDue(env, store, channels);
  if (queued + sent > 0) console.log(JSON.stringify({ scheduled: 'tidings', queued, sent }));
  return { queued, sent };
};
