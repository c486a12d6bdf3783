import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const SECOND = 1000;
const KILOBYTE = 1024;

// What one visitor may hold: a head of 16 KB in 50 lines within ten seconds, a body within thirty. A form's body is 16 KB at
// most, so who needs longer is not on a slow phone but holds a place. A proxy keeps its connections for a minute.
const PATIENCE = {
  maxHeaderSize: 16 * KILOBYTE,
  headersTimeout: 10 * SECOND,
  requestTimeout: 30 * SECOND,
  keepAliveTimeout: 65 * SECOND,
  connectionsCheckingInterval: 2 * SECOND,
};
const MOST_HEADERS = 50;
const MOST_CONNECTIONS = 4096;
// A reader that takes nothing for so long is gone.
const SILENCE = 60 * SECOND;

/** Only this machine reaches it: what comes from outside comes through a proxy, which has the certificate. */
const HERE = '127.0.0.1';

/** A server on this machine. @param port 0 for any free one @throws Error where the port is taken */
export const listenOn = (port: number, listener: RequestListener): Promise<Server> => {
  const server = createServer(PATIENCE, listener);
  server.maxHeadersCount = MOST_HEADERS;
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(SILENCE);
  return new Promise((ready, fail) => {
    server.once('error', fail);
    server.listen(port, HERE, () => ready(server));
  });
};

export const addressOf = (server: Server): string => {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return `http://${address.address}:${address.port}`;
};

const FINISH = 10 * SECOND;

/** Takes no new connection, lets what was begun be answered, and ends what is not after ten seconds. */
export const close = async (server: Server): Promise<void> => {
  const closed = new Promise<void>((done) => server.close(() => done()));
  // A connection that is kept alive becomes idle when its last answer is out.
  const tidying = setInterval(() => server.closeIdleConnections(), 50);
  const ending = setTimeout(() => server.closeAllConnections(), FINISH);
  await closed;
  clearInterval(tidying);
  clearTimeout(ending);
};

export const connectionsOf = (server: Server): Promise<number> =>
  new Promise((tell) => server.getConnections((error, count) => tell(error ? 0 : count)));
