import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';
import { MINUTE } from '../../domain/clock.ts';
import { SqliteD1 } from '../../worker/box/d1.ts';
import { openDatabase } from '../../worker/box/database.ts';
import { pointerOf } from '../../site/publish/release.ts';
import { whenPublished } from '../../worker/box/published.ts';
import { enqueue } from '../../worker/records/enqueueing.ts';
import { sendingsOf } from '../../worker/records/sent.ts';
import { storeFor } from '../../worker/records/store.ts';
import { post } from '../../worker/tidings/post.ts';
import { robotOf } from '../records/robots.ts';
import { channelTo } from '../records/tidings-town.ts';

const folder = mkdtempSync(join(tmpdir(), 'telling-'));
const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  vi.useRealTimers();
});

const teller = (database: string, ahead = 0): ChildProcess => {
  const child = spawn(process.execPath, ['test/box/teller.ts', database, String(ahead), env.STANDINS], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
};

test('a process that is killed after the message arrived and before it was noted: it comes again, once, and says so', async () => {
  const database = join(folder, 'portal.sqlite');
  const bindings = { ...env, DB: new SqliteD1(openDatabase(database)) };
  const store = await storeFor(bindings);
  const robot = robotOf('wecom');
  const channel = await channelTo(bindings, robot);
  const tiding = { subject: 'ju/notices/water.md', revision: 'r1', asOf: 1, title: '停水', text: '今晚停水。', urgent: false };
  await enqueue(store, channel, [tiding], Date.now());
  await robot.order({ faults: ['silent'] });
  const first = teller(database);
  while ((await robot.arrived()).length === 0) await pause(20);
  first.kill('SIGKILL');
  await once(first, 'exit');
  await once(teller(database, MINUTE), 'exit');
  expect(await robot.read()).toEqual(['今晚停水。']);
  await Promise.all([once(teller(database, 3 * MINUTE), 'exit'), once(teller(database, 3 * MINUTE), 'exit')]);
  expect(await robot.read()).toEqual(['今晚停水。', '（重发）今晚停水。']);
  expect(await sendingsOf(store, [channel.id])).toMatchObject([{ state: 'sent', repeat: true, tries: 2 }]);
  rmSync(folder, { recursive: true });
});

test('where nobody was reached nothing can have arrived', async () => {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const address = closed.address();
  const port = address !== null && typeof address !== 'string' ? address.port : 0;
  closed.close();
  await once(closed, 'close');
  expect(await post(`http://127.0.0.1:${port}/hook`, '{}')).toEqual({ fault: 'away', answer: 'ECONNREFUSED' });
  expect(await post('http://nowhere.invalid/hook', '{}')).toMatchObject({ fault: 'away' });
});

test('a pointer that can’t be read is told, and read again', async () => {
  const store = mkdtempSync(join(tmpdir(), 'published-'));
  vi.useFakeTimers();
  const [told, failures]: [string[], unknown[]] = [[], []];
  const watch = whenPublished(
    store,
    async () => void told.push('told'),
    (error) => failures.push(error),
  );
  mkdirSync(pointerOf(store));
  await vi.advanceTimersByTimeAsync(2000);
  expect(failures.length).toBeGreaterThan(0);
  rmSync(pointerOf(store), { recursive: true });
  writeFileSync(pointerOf(store), 'a');
  await vi.advanceTimersByTimeAsync(2000);
  await watch.stop();
  expect(told).toHaveLength(1);
  rmSync(store, { recursive: true });
});

test('what is published is told without waiting for the minute, whoever published it', async () => {
  const store = mkdtempSync(join(tmpdir(), 'published-'));
  vi.useFakeTimers();
  const pointAt = (name: string) => writeFileSync(pointerOf(store), name);
  const told: string[] = [];
  const watch = whenPublished(
    store,
    async () => void told.push('told'),
    () => undefined,
  );
  await vi.advanceTimersByTimeAsync(5000);
  expect(told).toEqual([]);
  pointAt('a');
  await vi.advanceTimersByTimeAsync(2000);
  await vi.advanceTimersByTimeAsync(5000);
  expect(told).toHaveLength(1);
  pointAt('b');
  await vi.advanceTimersByTimeAsync(2000);
  await watch.stop();
  expect(told).toHaveLength(2);
  rmSync(store, { recursive: true });
});
