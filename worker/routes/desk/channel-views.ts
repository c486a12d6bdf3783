import { byWeight, type Seen } from '../../../domain/tidings.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { ChannelLine, SendingLine } from '../../../site/desk/tidings.ts';
import type { Duty } from '../../duty.ts';
import type { Bindings } from '../../host.ts';
import type { Channel } from '../../records/channels.ts';
import { peopleBy } from '../../records/people.ts';
import type { Sending } from '../../records/sendings.ts';
import { asSeen } from '../../records/sightings.ts';
import { sendingsOf } from '../../records/sent.ts';
import { liveAt, liveIn, liveInTown } from '../../tidings/feeds.ts';
import { scopeName } from './page.ts';

const { dates, desk } = zhCN;
const { tidings: w } = desk;
const SHOWN = 12;
const MOST_ITEMS = 12;

/** What is live where a channel is for. */
export const itemsFor = async (
  env: Bindings,
  { town, store }: Pick<Duty, 'town' | 'store'>,
  { committee, compound }: Channel,
): Promise<Seen[]> => {
  if (compound) return asSeen(store, await liveAt(env, committee, compound));
  const place = town.committees.find(({ id }) => id === committee);
  return asSeen(store, (place ? await liveIn(env, place) : await liveInTown(env)) ?? []);
};

const lineOfSending = ({ town }: Pick<Duty, 'town'>, one: Sending): SendingLine => {
  const { id, title, state, tries, fault, answer, repeat, triedAt, madeAt, nextAt } = one;
  return {
    ...{ id, title, state, tries, repeat: repeat && state !== 'sending', fault: fault ?? undefined, answer: answer ?? undefined },
    moment: dates.moment((triedAt ?? madeAt) + town.clockOffset),
    next: state === 'waiting' && tries > 0 ? dates.moment(nextAt + town.clockOffset) : undefined,
  };
};

const takesOf = ({ kinds, urgent, heads }: Channel): string[] => [
  ...(kinds.includes('notice') ? [] : [w.asked]),
  ...kinds.map((kind) => w.kinds[kind]),
  ...(urgent ? [w.takesUrgent] : []),
  ...(heads ? [w.takesHeads] : []),
];

/** Channels with their last sendings and what could be sent now. */
export const channelLines = async (env: Bindings, duty: Duty, channels: readonly Channel[]): Promise<ChannelLine[]> => {
  const { store, town } = duty;
  const [people, sendings, items] = await Promise.all([
    peopleBy(
      store,
      channels.map(({ madeBy }) => madeBy),
    ),
    Promise.all(channels.map(({ id }) => sendingsOf(store, [id], SHOWN))),
    Promise.all(channels.map((channel) => itemsFor(env, duty, channel))),
  ]);
  return channels.map((channel, at) => ({
    ...{ id: channel.id, name: channel.name, kind: channel.kind, tail: channel.tail, takes: takesOf(channel) },
    place: scopeName(town, { town: town.name, committee: channel.committee || undefined, compound: channel.compound || undefined }),
    by: w.by(people.get(channel.madeBy)?.name ?? '', dates.moment(channel.madeAt + town.clockOffset)),
    sendings: (sendings[at] ?? []).map((one) => lineOfSending(duty, one)),
    items: [...(items[at] ?? [])]
      .sort(byWeight)
      .slice(0, MOST_ITEMS)
      .map(({ path, title }) => ({ path, title })),
  }));
};
