// `npm run box`: the whole portal on this machine, from one folder (DATA_DIR), behind a proxy that has the certificate.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { hearCalls } from './box/call.ts';
import { counter, type Deeds, metrics } from './box/metrics.ts';
import { openBox } from './box/open.ts';
import { hourlyAt, nightlyAt, routine, townHour } from './box/schedule.ts';
import { listenOn } from './box/server.ts';
import { pathsIn, ROOT, settingsIn } from './box/settings.ts';
import { compileTemplates } from './box/templates.ts';
import { hourly } from './hourly.ts';
import { logError } from './log.ts';
import { townSheet } from './sheets.ts';

const { CONTENT_DIR = 'content' } = process.env;

const deeds: Deeds = { publish: { done: 0, failed: 0 }, hourly: { done: 0, failed: 0 } };

/** Does something that the machine does by itself, and notes how it went. */
const noted = async <Result>(name: keyof Deeds, deed: () => Promise<Result>): Promise<Result> => {
  try {
    const done = await deed();
    deeds[name].done = Date.now();
    return done;
  } catch (error) {
    deeds[name].failed++;
    throw error;
  }
};

const run = async (): Promise<void> => {
  const settings = settingsIn(process.env);
  compileTemplates();
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  // First of all: another box on the same DATA_DIR is found here.
  const calls = await hearCalls(pathsIn(settings.dataDir).calls, {
    publish: async () => noted('publish', async () => (await opening).publishing.publish('pushed')),
    'roll-back': async () => (await opening).publishing.rollBack(),
  });
  const opening = openBox(settings, resolve(ROOT, CONTENT_DIR));
  const box = await opening;
  const { publishing, paths, env, file } = box;
  if (box.isNew) console.log(`${paths.content} has the content from now on: git push publishes it`);
  // What was published before can be read, whatever is wrong now.
  await noted('publish', () => publishing.publish('live')).then(console.log, (error: unknown) => {
    if (!publishing.isLive()) throw error;
    console.error(error instanceof Error ? error.message : error);
  });

  const counted = counter();
  const server = await listenOn(settings.port, (incoming, outgoing) => {
    counted.count(incoming, outgoing);
    box.listen(incoming, outgoing);
  });
  const watched = await listenOn(settings.metricsPort, metrics({ counted, server, file, path: paths.database, deeds }));
  const { clockOffset } = await townSheet({ env, req: { url: 'https://portal.invalid/' } });
  const routines = [
    routine(hourlyAt(23), () => noted('hourly', () => hourly(env)), logError),
    routine(townHour(clockOffset), () => noted('publish', () => publishing.publish('live')), logError),
    routine(nightlyAt(4), publishing.tidy, logError),
  ];
  console.log(`小喇叭 ${server.url} (counts: ${watched.url}/metrics)`);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await Promise.all([server.close(), watched.close(), calls.close(), ...routines.map((one) => one.stop())]);
    box.close();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void stop());
};

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
