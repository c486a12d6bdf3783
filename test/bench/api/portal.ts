// A child of the bench: the box on a database of its own. It tells its address, and on request how many rows were written so far.

import { SqliteD1 } from '../../../worker/box/d1.ts';
import { openDatabase } from '../../../worker/box/database.ts';
import { box } from '../../../worker/box/portal.ts';
import { folderRelease } from '../../../worker/box/release.ts';
import { listenOn } from '../../../worker/box/server.ts';
import { templates } from '../../../worker/box/templates.ts';
import { startWriter } from '../../../worker/box/writer.ts';
import { LOOKUP_KEY, SEAL_KEYS } from '../../keys.ts';

const [release = '', database = ''] = process.argv.slice(2);
// A line for each request would measure the terminal.
console.log = () => {};

const file = openDatabase(database);
const held = folderRelease(release);
const portal = box({
  draw: await templates(),
  secrets: { DB: new SqliteD1(file, startWriter(database)), SEAL_KEYS, LOOKUP_KEY },
  release: () => held,
  visitorOf: ({ headers }) => String(headers['x-visitor'] ?? '127.0.0.1'),
});
const server = await listenOn(0, portal.listen);
// The connection that writes is another thread's. A place that is counted is a row that was written too.
const TABLES = ['signups', 'requests', 'items', 'events', 'receipts'].map((table) => `(select count(*) from ${table})`);
const written = file.prepare(`select ${TABLES.join(' + ')} + (select coalesce(sum(taken), 0) from slots) as n`);
process.on('message', () => process.send?.({ written: Number(written.get()?.['n']) }));
process.send?.({ address: server.url });
process.once('SIGTERM', () => process.exit());
// The bench was ended: nobody else would stop this.
process.once('disconnect', () => process.exit());
