import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll } from 'vitest';

/** What a stand-in for a host of repositories answers. */
export interface Answer {
  status: number;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface Call {
  method: string;
  /** Decoded, with its query. */
  path: string;
  query: URLSearchParams;
  body: unknown;
  headers: IncomingMessage['headers'];
}

/** A host on this machine, and what is wrong with it. */
export interface Standing {
  url: string;
  calls: readonly Call[];
  /** How the next calls are answered instead, until it is told otherwise; `silent` is never answered. */
  fail: (fault: Answer | 'silent' | 'cut' | undefined) => void;
  /** Has something happen before a call is answered, once. @param which whether it is this one */
  before: (which: (call: Call) => boolean, deed: () => void) => void;
}

const read = async (incoming: IncomingMessage): Promise<unknown> => {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const text = Buffer.concat(pieces).toString();
  return text ? JSON.parse(text) : undefined;
};

/** Stands in for a host. @param answer what its documents say */
export const stand = async (answer: (call: Call) => Answer): Promise<Standing> => {
  const calls: Call[] = [];
  let fault: Answer | 'silent' | 'cut' | undefined;
  let first: { which: (call: Call) => boolean; deed: () => void } | undefined;
  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = incoming;
    const { pathname, searchParams } = new URL(url, 'http://127.0.0.1');
    const call: Call = { method, path: decodeURIComponent(pathname), query: searchParams, body: await read(incoming), headers };
    calls.push(call);
    if (first?.which(call)) {
      const { deed } = first;
      first = undefined;
      deed();
    }
    if (fault === 'silent') return;
    if (fault === 'cut') return void outgoing.destroy();
    const { status, body, headers: more } = fault ?? answer(call);
    outgoing
      .writeHead(status, { 'content-type': 'application/json', ...more })
      .end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
  };
  const server = createServer((incoming, outgoing) => void serve(incoming, outgoing)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    calls,
    fail: (wanted) => {
      fault = wanted;
    },
    before: (which, deed) => {
      first = { which, deed };
    },
  };
};
