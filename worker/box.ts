// `npm run box`: the whole portal on this machine, from one folder (DATA_DIR), behind a proxy that has the certificate.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { compileCode } from '../site/bundling.ts';
import { startPublisher, type PublisherProcess } from '../site/publish/child.ts';
import { currentName } from '../site/publish/release.ts';
import { alone } from './box/alone.ts';
import type { Asking } from './box/asking.ts';
import { bundleEditor } from './box/editor.ts';
import { counter, type Deeds, metrics } from './box/metrics.ts';
import { openBox } from './box/open.ts';
import { whenPublished } from './box/published.ts';
import { eachMinute, hourlyAt, routine, townHour } from './box/schedule.ts';
import { listenOn } from './box/server.ts';
import { pathsIn, ROOT, settingsIn } from './box/settings.ts';
import { hourly } from './hourly.ts';
import { logError } from './log.ts';
import { minutely } from './minutely.ts';
import { townSheet } from './sheets.ts';

const { CONTENT_DIR = 'content' } = process.env;

const deeds: Deeds = { publish: { done: 0, failed: 0 }, hourly: { done: 0, failed: 0 }, minutely: { done: 0, failed: 0 } };

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

/**
 * Draws what is live for the hour that it is now, or for the first time; where something that was written waits, that.
 * @returns what was done, in a line
 */
const publishWith = async (publisher: PublisherProcess, { isDue, done }: Asking): Promise<string> => {
  const waits = isDue();
  const { release, drawn, took } = await noted('publish', () => publisher.publish({ refresh: !waits }));
  if (waits) done();
  return `Release ${release}: ${drawn} pages drawn in ${(took / 1000).toFixed(2)} s`;
};

const run = async (): Promise<void> => {
  const settings = settingsIn(process.env);
  const { dataDir } = settings;
  compileCode();
  bundleEditor();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const held = await alone(pathsIn(dataDir).alone);
  const box = await openBox(settings, resolve(ROOT, CONTENT_DIR));
  const { paths, env, file } = box;
  if (box.isNew) console.log(`${paths.content} has the content from now on: git push publishes it`);
  const publisher = await startPublisher({ ...process.env, DATA_DIR: dataDir }, paths.site);
  // What was published before can be read, whatever is wrong now.
  await publishWith(publisher, box.publishing).then(console.log, (error: unknown) => {
    if (currentName(paths.site) === undefined) throw error;
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
    routine(eachMinute, () => noted('minutely', () => minutely(env)), logError),
    // What is urgent does not wait for the minute.
    whenPublished(paths.site, () => noted('minutely', () => minutely(env)), logError),
    routine(townHour(clockOffset), () => publishWith(publisher, box.publishing), logError),
  ];
  console.log(`小喇叭 ${server.url} (counts: ${watched.url}/metrics)`);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await Promise.all([server.close(), watched.close(), ...routines.map((one) => one.stop())]);
    await publisher.stop();
    await box.close();
    held.close();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => void stop());
};

try {
  await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
