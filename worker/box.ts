// `npm run box`: the whole portal on this machine, from one folder (DATA_DIR), behind a proxy that has the certificate.
import { join } from 'node:path';
import { keepContent } from './box/content.ts';
import { counter, type Deeds, metrics } from './box/metrics.ts';
import { openBox } from './box/open.ts';
import { hourlyAt, routine, townHour } from './box/schedule.ts';
import { listenOn } from './box/server.ts';
import { ROOT, settingsIn } from './box/settings.ts';
import { compileTemplates } from './box/templates.ts';
import { hourly } from './hourly.ts';
import { logError } from './log.ts';
import { townSheet } from './sheets.ts';

const { CONTENT_DIR = 'content' } = process.env;

const deeds: Deeds = { publish: { done: 0, failed: 0 }, hourly: { done: 0, failed: 0 } };

/** Does something that the machine does by itself, and notes how it went. */
const noted = async (name: keyof Deeds, deed: () => Promise<unknown>): Promise<void> => {
  try {
    await deed();
    deeds[name].done = Date.now();
  } catch (error) {
    deeds[name].failed++;
    throw error;
  }
};

const run = async (): Promise<void> => {
  const settings = settingsIn(process.env);
  compileTemplates();
  const box = await openBox(settings);
  const isNew = await keepContent(box.paths.content, join(ROOT, CONTENT_DIR), [process.execPath, 'worker/tools/publish.ts'], {
    DATA_DIR: settings.dataDir,
  });
  if (isNew) console.log(`${box.paths.content}: the content from now on; git push publishes it`);
  await noted('publish', box.publish);

  const counted = counter();
  const server = await listenOn(settings.port, (incoming, outgoing) => {
    counted.count(incoming, outgoing);
    box.listen(incoming, outgoing);
  });
  const watched = await listenOn(settings.metricsPort, metrics({ counted, server, file: box.file, path: box.paths.database, deeds }));
  const { clockOffset } = await townSheet({ env: box.env, req: { url: 'https://portal.invalid/' } });
  const routines = [
    routine(hourlyAt(23), () => noted('hourly', () => hourly(box.env)), logError),
    routine(townHour(clockOffset), () => noted('publish', box.publish), logError),
  ];
  console.log(`小喇叭 ${server.url} (counts: ${watched.url}/metrics)`);

  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await Promise.all([server.close(), watched.close(), ...routines.map((one) => one.stop())]);
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
