import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Answer, socketOf } from '../../site/publish/ask.ts';
import { asking } from '../../worker/box/asking.ts';
import { logOf } from '../routes/portal.ts';

const root = mkdtempSync(join(tmpdir(), 'asking-'));
const [mark, store] = [join(root, 'unpublished'), join(root, 'site')];
mkdirSync(store);
afterAll(() => rmSync(root, { recursive: true }));

const publication = { release: 2, drawn: 1, written: 1, faults: [], took: 5 } as unknown as NonNullable<Answer['publication']>;

/** Somebody who answers the next question like this. @returns once he has */
const answering = async (answer: Answer, deed: () => void): Promise<void> => {
  const server = createServer();
  const answered = new Promise<void>((done) =>
    server.on('connection', (socket) => {
      socket.once('data', () => socket.end(`${JSON.stringify(answer)}\n`));
      socket.once('close', () => done());
    }),
  );
  await new Promise<void>((ready) => server.listen(socketOf(store), ready));
  deed();
  await answered;
  await new Promise((closed) => server.close(closed));
};

test('what was written waits until it is live: through a publisher that fails, and a new start', async () => {
  const first = asking(mark, store);
  expect(first.isDue()).toBe(false);
  first.begins();
  expect(first.isDue()).toBe(true);
  await logOf(() => answering({ error: 'no room' }, first.written));
  expect(first.isDue()).toBe(true);
  // Killed, and started again.
  const second = asking(mark, store);
  expect(second.isDue()).toBe(true);
  second.done();
  expect(second.isDue()).toBe(false);
});

test('what began while another one was published is not forgotten with it', async () => {
  const desk = asking(mark, store);
  desk.begins();
  await answering({ publication }, () => {
    desk.written();
    desk.begins();
  });
  expect(desk.isDue()).toBe(true);
  await answering({ publication }, desk.written);
  await expect.poll(desk.isDue).toBe(false);
});

test('a mark that can’t be written is a disk without room, and nothing is committed', () => {
  const nowhere = asking(join(root, 'missing', 'unpublished'), store);
  expect(nowhere.begins).toThrow(expect.objectContaining({ trouble: 'full' }));
});
