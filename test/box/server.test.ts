import { request, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type Listening, listenOn } from '../../worker/box/server.ts';

let server: Listening | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const start = async (listener: RequestListener, patience: Parameters<typeof listenOn>[2] = {}) => {
  server = await listenOn(0, listener, patience);
  return { server, port: Number(new URL(server.url).port) };
};

/** What a server says to bytes that are sent piece by piece, and after how many ms it hung up. */
const talk = async (port: number, pieces: readonly string[], every = 0): Promise<{ said: string; ms: number }> => {
  const started = Date.now();
  const socket = connect(port, '127.0.0.1');
  let said = '';
  socket.on('data', (piece) => {
    said += piece.toString();
  });
  socket.on('error', () => undefined); // being hung up on is what is looked for
  const closed = new Promise((done) => socket.once('close', done));
  for (const piece of pieces) {
    if (socket.destroyed) break;
    socket.write(piece);
    await pause(every);
  }
  await closed;
  return { said, ms: Date.now() - started };
};

const ok: RequestListener = (incoming, outgoing) => {
  incoming.resume().once('end', () => outgoing.end('taken'));
};

test('listens to this machine only', async () => {
  const { port } = await start(ok);
  const others = Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).filter(({ internal, family }) => !internal && family === 'IPv4'),
  );
  for (const { address } of others) await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow();
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('taken');
});

test('a head that never ends is cut off', async () => {
  const { port } = await start(ok, { headersTimeout: 300, connectionsCheckingInterval: 50 });
  const { said, ms } = await talk(port, ['GET / HTTP/1.1\r\n', ...Array.from({ length: 50 }, (_, at) => `x-${at}: 1\r\n`)], 50);
  expect(said).toContain('408');
  expect(ms).toBeLessThan(1500);
});

test('a body that drips is cut off', async () => {
  const { port } = await start(ok, { headersTimeout: 200, requestTimeout: 400, connectionsCheckingInterval: 50 });
  const { said, ms } = await talk(port, ['POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\n', ...Array(60).fill('a')], 50);
  expect(said).toContain('408');
  expect(ms).toBeLessThan(1500);
});

test('a head of more than 16 KB is refused', async () => {
  const { port } = await start(ok);
  const { said } = await talk(port, [`GET / HTTP/1.1\r\nhost: a\r\nx-long: ${'a'.repeat(17 * 1024)}\r\n\r\n`]);
  expect(said).toContain('431');
});

test('of very many header lines only the first fifty are read', async () => {
  let seen = 0;
  const { port } = await start((incoming, outgoing) => {
    seen = Object.keys(incoming.headers).length;
    outgoing.end();
  });
  const lines = Array.from({ length: 500 }, (_, at) => `x-${at}: 1\r\n`).join('');
  await talk(port, [`GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n${lines}\r\n`]);
  expect(seen).toBeLessThanOrEqual(50);
});

test('a stop lets what was begun be answered, takes nobody new, and is not held up by who is silent', async () => {
  const { server, port } = await start(async (_, outgoing) => {
    await pause(300);
    outgoing.end('taken');
  });
  const silent = connect(port, '127.0.0.1').on('error', () => undefined);
  const answer = new Promise<string>((done, fail) => {
    request({ port, host: '127.0.0.1', agent: false }, (incoming) => incoming.on('data', (piece: Buffer) => done(piece.toString())))
      .on('error', fail)
      .end();
  });
  while (server.connections() < 2) await pause(10);
  const started = Date.now();
  const stopped = server.close();
  await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  expect(await answer).toBe('taken');
  await stopped;
  expect(Date.now() - started).toBeLessThan(3000);
  silent.destroy();
});
