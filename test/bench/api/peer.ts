// A child of the bench: bare Hono, which writes as many rows in one transaction as the portal does, and knows nothing.
import { DatabaseSync } from 'node:sqlite';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { listenOn } from '../../../worker/box/server.ts';

const [database = ''] = process.argv.slice(2);
const file = new DatabaseSync(database);
file.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE rows (id TEXT PRIMARY KEY, text TEXT)');
const insert = file.prepare('INSERT INTO rows VALUES (?, ?)');
const select = file.prepare('SELECT id, text FROM rows LIMIT 40');

const app = new Hono()
  .post('/rows/:count', async (c) => {
    const text = await c.req.text();
    file.exec('BEGIN IMMEDIATE');
    for (let at = 0; at < Number(c.req.param('count')); at++) insert.run(crypto.randomUUID(), text);
    file.exec('COMMIT');
    return c.redirect('/', 303);
  })
  .get('/rows', (c) => c.json(select.all()));
const server = await listenOn(0, getRequestListener(app.fetch));
process.send?.({ address: server.url });
// The bench was ended: nobody else would stop this.
process.once('disconnect', () => process.exit());
