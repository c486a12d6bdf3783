import { env } from 'cloudflare:workers';
import type { ItemKind } from '../../domain/tidings.ts';
import type { Bindings } from '../../worker/host.ts';
import { addChannel, type Channel, channelsIn, type NewChannel } from '../../worker/records/channels.ts';
import { type Store, storeFor } from '../../worker/records/store.ts';
import type { Robot } from './robots.ts';
import { OFFSET } from './town.ts';

/** Something that is live, as a feed says it. */
export interface Live {
  path: string;
  revision: string;
  text: string;
  title?: string;
  kind?: ItemKind;
  channels?: readonly string[];
  urgent?: boolean;
}

const item = ({ path, revision, text, title = path, kind = 'notice', channels = ['group'], urgent = false }: Live) => ({
  ...{ id: path, url: `/${path}/`, title },
  _xiaolaba: { kind, path, blob: '', revision, urgent, changedAt: Date.now() + OFFSET, text, channels },
});

/** A town of two committees whose feeds are what a test says, on a machine that may send to the stand-ins. */
export const town = () => {
  const state: { live: Live[]; broken: boolean; before: boolean } = { live: [], broken: false, before: false };
  const sheet = {
    ...{ name: '示范镇', phones: [], clockOffset: OFFSET, url: 'https://town.example', keep: { signups: 7, requests: 30 } },
    committees: [
      {
        id: 'ju',
        name: '居委会',
        compounds: [
          { id: 'yuan', name: '花园' },
          { id: 'cun', name: '新村' },
        ],
      },
      { id: 'lin', name: '邻居委', compounds: [{ id: 'xia', name: '夏园' }] },
    ],
  };
  const answer = (path: string): Response => {
    if (path === '/catalogue/town.json') return Response.json(sheet);
    const folder = /^(.*)\/feed\.json$/.exec(path)?.[1]?.slice(1);
    if (folder === undefined || state.before) return new Response(null, { status: 404 });
    if (state.broken) return new Response(null, { status: 503 });
    // A compound's feed has what its committee and the town say as well.
    const above = ({ path: file }: Live) => {
      const of = file.split('/').slice(0, -2).join('/');
      return of === '' || folder === of || folder.startsWith(`${of}/`);
    };
    return Response.json({ items: state.live.filter(above).map(item) });
  };
  const wire: Bindings = {
    ...{ DB: env.DB, SEAL_KEYS: env.SEAL_KEYS, LOOKUP_KEY: env.LOOKUP_KEY, CHANNEL_HOSTS: env.STANDINS },
    ASSETS: { fetch: async (address) => answer(new URL(address).pathname) },
  };
  return { state, wire };
};

const dutyFor = async (store: Store) => {
  const real = Date.now();
  return {
    ...{ store, now: { real, town: real + OFFSET }, scope: { town: '示范镇' } },
    ...{ hand: { actor: 'staff', by: 'zhu' } as const, person: { id: 'zhu', name: '朱组长' } },
    town: { name: '示范镇', phones: [], clockOffset: OFFSET, keep: { signups: 7, requests: 30 }, committees: [] },
  };
};

/** A channel to a stand-in's group. */
export const channelTo = async (
  wire: Bindings,
  robot: Pick<Robot, 'kind' | 'address'>,
  more: Partial<NewChannel> = {},
): Promise<Channel> => {
  const store = await storeFor(wire);
  const duty = await dutyFor(store);
  const { kind, address } = robot;
  const id = await addChannel(duty, {
    kind,
    address,
    name: '群',
    kinds: [],
    urgent: false,
    heads: false,
    committee: 'ju',
    compound: '',
    ...more,
  });
  const found = (await channelsIn(duty)).find((one) => one.id === id);
  if (!found) throw new Error('the channel was not stored');
  return found;
};
