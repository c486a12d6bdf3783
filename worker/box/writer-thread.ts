// The thread of `writer.ts`.
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import { Group } from './commits.ts';
import { openDatabase } from './database.ts';
import type { Asked } from './statements.ts';
import type { Sent } from './writer.ts';

if (!parentPort) throw new Error('this is a thread of the box');
const port = parentPort;
const file = openDatabase(z.string().parse(workerData));
const group = new Group(file);
const texts: string[] = [];

const askedIn = ({ at, sql, ...asked }: Sent): Asked => {
  if (sql !== undefined) texts[at] = sql;
  const text = texts[at];
  if (text === undefined) throw new Error(`nobody said what statement ${at} is`);
  return { ...asked, sql: text };
};

port.on('message', (batches: Sent[][] | null) => {
  if (batches) return port.postMessage(group.commit(batches.map((batch) => batch.map(askedIn))));
  file.close();
  port.close();
});
