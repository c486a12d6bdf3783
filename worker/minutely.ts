import { DAY, type Instant, MINUTE } from '../domain/clock.ts';
import { folderOf, isWanted, type Seen } from '../domain/tidings.ts';
import { zhCN } from '../domain/words/index.ts';
import type { Bindings } from './host.ts';
import { logError } from './log.ts';
import { alarmsFor } from './records/alarms.ts';
import { type Channel, openChannels } from './records/channels.ts';
import { enqueueAll, type Tiding } from './records/enqueueing.ts';
import { forgetGone } from './records/sightings.ts';
import { type Store, storeFor } from './records/store.ts';
import { toldPlaces } from './records/tellings.ts';
import { type TownSheet, townSheet } from './sheets.ts';
import { notePlace, placesOf } from './tidings/looking.ts';
import { sendDue } from './tidings/sending.ts';
import { type Look, unwanted } from './tidings/unwanted.ts';

const { tidings: w } = zhCN.desk;

// What was seen in the last day is put into the queues, again and again, for a run may have died before; what stands there is
// not put there twice. Sendings are kept for longer than that.
const RECENT = DAY;
/** The minute of each hour at which what is long gone is forgotten. */
const FORGETTING = 7;

const tidingOf = ({ path, revision, title, text, urgent, seenAt = 0 }: Seen): Tiding => ({
  ...{ subject: path, revision, asOf: seenAt, title, text, urgent },
});

/** What of a place a channel has not been told and is to be. */
const newFor = (channel: Channel, items: readonly Seen[], now: Instant): Tiding[] =>
  items
    .filter((item) => {
      const { compound } = folderOf(item.path);
      const isHere = channel.compound === '' || compound === '' || compound === channel.compound;
      return (item.seenAt ?? 0) > Math.max(channel.since, now - RECENT) && isHere && isWanted(item, channel);
    })
    .map(tidingOf);

/** What is live for the town and for each of the committees. A place whose files can't be read waits for the next minute. */
const lookAround = async (env: Bindings, store: Store, town: TownSheet, committees: ReadonlySet<string>, at: Instant): Promise<Look> => {
  const found = await Promise.all(
    placesOf(env, town, committees).map(async (place): Promise<[string, readonly Seen[]][]> => {
      try {
        const items = await notePlace(store, town, place, at);
        if (items && Math.floor(at / MINUTE) % 60 === FORGETTING) await forgetGone(store, place.id, items, at);
        return items ? [[place.id, items.filter(({ path }) => folderOf(path).committee === place.id)]] : [];
      } catch (error) {
        logError(error);
        return [];
      }
    }),
  );
  return { since: at, places: new Map(found.flat()) };
};

const alarmsOf = async (store: Store, town: TownSheet, at: Instant): Promise<Map<string, Tiding[]>> => {
  const alarms = await alarmsFor(store, town.clockOffset);
  const all = alarms.map(({ channelId, id, committee, compound, reopened }): [string, Tiding] => {
    const there = town.committees.find((one) => one.id === committee)?.compounds.find((one) => one.id === compound);
    const text = w.urgentText(there?.name ?? compound, `${town.url ?? ''}/desk/requests/${id}`);
    return [channelId, { subject: `request/${id}`, revision: String(reopened), asOf: at, title: w.urgentTitle, text, urgent: true }];
  });
  return new Map([...Map.groupBy(all, ([id]) => id)].map(([id, own]) => [id, own.map(([, tiding]) => tiding)]));
};

/**
 * What every host does once a minute, and the box also right after each publication: finds what is live and was not told yet,
 * puts it into the queues, and sends what is due. Any two of these may run at once.
 * @returns how many were put there and how many were sent
 */
export const minutely = async (env: Bindings): Promise<{ queued: number; sent: number }> => {
  const [store, town] = await Promise.all([storeFor(env), townSheet({ env, req: { url: 'https://portal.invalid/' } })]);
  const at = Date.now();
  const [channels, told] = await Promise.all([openChannels(store), toldPlaces(store)]);
  const committees = new Set([...channels.map(({ committee }) => committee), ...told]);
  if (committees.size === 0) return { queued: 0, sent: 0 };
  const look = await lookAround(env, store, town, committees, at);
  if (channels.length === 0) return { queued: 0, sent: 0 };
  const alarms = channels.some(({ urgent }) => urgent) ? await alarmsOf(store, town, at) : new Map<string, Tiding[]>();
  const errands = channels.map((channel) => {
    const places = channel.committee === '' ? [...look.places.keys()] : ['', channel.committee];
    const news = places.flatMap((id) => newFor(channel, look.places.get(id) ?? [], at));
    return { channel, tidings: [...(alarms.get(channel.id) ?? []), ...news] };
  });
  // Not the moment at which it began: what is there was live after it.
  const queued = await enqueueAll(store, errands, Date.now());
  const sent = await sendDue(env, store, channels, { unwanted: (due) => unwanted(store, look, due) });
  if (queued + sent > 0) console.log(JSON.stringify({ scheduled: 'tidings', queued, sent }));
  return { queued, sent };
};
