import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

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

const FINISH = 10 * SECOND;
const LOOKED = 50;

/** A server that listens. */
export interface Listening {
  url: string;
  /** How many are connected. */
  connections: () => number;
  /** Takes nobody new, lets what was begun be answered, and ends what is not after ten seconds. */
  close: () => Promise<void>;
}

/** A server on this machine. @param port 0 for any free one @throws Error where the port is taken */
export const listenOn = async (port: number, listener: RequestListener, patience: Partial<typeof PATIENCE> = {}): Promise<Listening> => {
  // Who is connected, and the last answer that was begun for him.
  const open = new Map<Socket, ServerResponse | undefined>();
  const server = createServer({ ...PATIENCE, ...patience }, (incoming, outgoing) => {
    open.set(incoming.socket, outgoing);
    listener(incoming, outgoing);
  });
  server.maxHeadersCount = MOST_HEADERS;
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(SILENCE);
  server.on('connection', (socket: Socket) => {
    open.set(socket, undefined);
    socket.once('close', () => open.delete(socket));
  });
  server.listen(port, HERE);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  return {
    url: `http://${HERE}:${address.port}`,
    connections: () => open.size,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      const started = Date.now();
      // Node counts who is connected and has said nothing as somebody to wait for.
      const ending = setInterval(() => {
        for (const [socket, answer] of open) if (!answer || answer.writableFinished || Date.now() - started > FINISH) socket.destroy();
      }, LOOKED);
      await closed;
      clearInterval(ending);
    },
  };
};
