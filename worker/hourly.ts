import type { Bindings } from './host.ts';
import { momentIn } from './moment.ts';
import { anchorLogs } from './records/anchors.ts';
import { eraseReturned } from './records/erasures.ts';
import { purge } from './records/retention.ts';
import { sweepSendings } from './records/sent.ts';
import { sweepTellings } from './records/tellings.ts';
import { type Store, storeFor } from './records/store.ts';
import { townSheet } from './sheets.ts';

/** Forgets what is past its time; also what a restore brought back. */
export const forgetDue = async (env: Bindings): Promise<Store> => {
  const [store, { name, clockOffset }] = await Promise.all([storeFor(env), townSheet({ env, req: { url: 'https://portal.invalid/' } })]);
  // Without the town's clock a demonstration's runs would be years old.
  if (!name) throw new Error('the town cannot be read');
  const now = momentIn(clockOffset, Date.now());
  const erased = await eraseReturned(store, now);
  const purged = await purge(store, now);
  await sweepSendings(store, now.real);
  await sweepTellings(store, now);
  console.log(JSON.stringify({ scheduled: 'purge', ...purged, erased }));
  return store;
};

/** What every host does by itself, once an hour. */
export const hourly = async (env: Bindings): Promise<void> => {
  const store = await forgetDue(env);
  // Where the log of the machine goes, nobody reaches who can change the database.
  for (const anchor of await anchorLogs(store, Date.now())) console.log(JSON.stringify({ scheduled: 'anchor', ...anchor }));
};
