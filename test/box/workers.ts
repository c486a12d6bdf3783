// What `cloudflare:workers` is to a test, on one machine: the box over a new database, with the files of the build.
import { SqliteD1 } from '../../worker/box/d1.ts';
import { openDatabase } from '../../worker/box/database.ts';
import { box } from '../../worker/box/portal.ts';
import { folderRelease } from '../../worker/box/release.ts';
import { templates } from '../../worker/box/templates.ts';
import { hourly } from '../../worker/hourly.ts';
import { LOOKUP_KEY, SEAL_KEYS } from '../keys.ts';
import { standIns } from '../standins/standins.ts';

const release = folderRelease('dist/client');
const DB = new SqliteD1(openDatabase(':memory:'));

const portal = box({ draw: await templates(), secrets: { DB, SEAL_KEYS, LOOKUP_KEY }, release: () => release, visitorOf: () => '' });

/** With the stand-ins of the services that tidings are sent to. */
const STANDINS = await standIns();
export const env = Object.assign(portal.env, { STANDINS, CHANNEL_HOSTS: STANDINS });

export const exports = {
  default: {
    // A test says who asks as Cloudflare does; on one machine it is the connection that knows.
    fetch: (address: string, init: RequestInit = {}): Promise<Response> => {
      const request = new Request(address, { ...init, ...(init.body instanceof ReadableStream && { duplex: 'half' }) });
      return portal.fetch(request, request.headers.get('cf-connecting-ip') ?? '');
    },
    scheduled: async (): Promise<{ outcome: string }> => {
      await hourly(env);
      return { outcome: 'ok' };
    },
  },
};
