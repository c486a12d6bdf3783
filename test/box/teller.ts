// The minute's work in a process of its own, so that it can be killed. Its arguments: the database, how far its clock is ahead (ms).
import { SqliteD1 } from '../../worker/box/d1.ts';
import { openDatabase } from '../../worker/box/database.ts';
import { minutely } from '../../worker/minutely.ts';
import { LOOKUP_KEY, SEAL_KEYS } from '../keys.ts';

const [database = '', ahead = '0', CHANNEL_HOSTS = ''] = process.argv.slice(2);
const real = Date.now;
Date.now = () => real() + Number(ahead);

const town = { name: '示范镇', phones: [], clockOffset: 0, keep: { signups: 7, requests: 30 }, committees: [] };
const ASSETS = {
  fetch: async (address: string) => (address.endsWith('/catalogue/town.json') ? Response.json(town) : new Response(null, { status: 404 })),
};
const DB = new SqliteD1(openDatabase(database));
console.log(JSON.stringify(await minutely({ DB, SEAL_KEYS, LOOKUP_KEY, CHANNEL_HOSTS, ASSETS })));
