import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';

/** What a robot's own service would answer. */
export interface Reply {
  status?: number;
  body: unknown;
}

/** A message as it arrived. */
export interface Arrived {
  path: string;
  headers: Readonly<Record<string, string>>;
  body: Record<string, unknown>;
  /** Whether it went into the group. */
  taken: boolean;
}

/** How a group is set up, and what is to go wrong with the next messages, one after the other. */
const orders = z.object({
  secret: z.string().optional(),
  keyword: z.string().optional(),
  faults: z.array(z.string()).default([]),
});
export type Group = z.output<typeof orders> & { arrived: Arrived[] };

/** A service as its document describes it. */
export interface Service {
  /** The key in an address; nothing where the address is none of this service. */
  keyIn: (url: URL) => string | undefined;
  /** What it answers to a message, and whether it took it. */
  answer: (
    group: Group,
    url: URL,
    body: Record<string, unknown>,
    raw: string,
    headers: Readonly<Record<string, string>>,
  ) => Reply & { taken: boolean };
  /** Its own ways of saying no. */
  faults: Readonly<Record<string, Reply>>;
}

const json = (outgoing: ServerResponse, { status = 200, body }: Reply): void => {
  outgoing.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const read = async (incoming: IncomingMessage): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
};

// What any line can do: the message is taken and nobody says so, a proxy answers, the answer never ends.
const LINE: Readonly<Record<string, (outgoing: ServerResponse) => void>> = {
  hangup: (outgoing) => outgoing.destroy(),
  silent: () => {},
  html: (outgoing) => outgoing.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><h1>Welcome</h1>'),
  redirect: (outgoing) => outgoing.writeHead(302, { location: '/elsewhere' }).end(),
  broken: (outgoing) => outgoing.writeHead(500).end('Internal Server Error'),
  huge: (outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/json' });
    const more = (): void => {
      if (!outgoing.destroyed && outgoing.write(Buffer.alloc(65_536, ' '))) setImmediate(more);
      else if (!outgoing.destroyed) outgoing.once('drain', more);
    };
    more();
  },
};
const TAKEN = new Set(['hangup', 'silent', 'html', 'huge']);

/** A stand-in on this machine; it ends with its process. @returns its host, `127.0.0.1:40000` */
export const standIn = async ({ keyIn, answer, faults }: Service): Promise<string> => {
  const groups = new Map<string, Group>();
  const groupOf = (key: string): Group => {
    const group = groups.get(key) ?? { faults: [], arrived: [] };
    groups.set(key, group);
    return group;
  };
  const server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', 'http://127.0.0.1');
    const raw = await read(incoming);
    if (url.pathname === '/orders') {
      const group = groupOf(url.searchParams.get('of') ?? '');
      if (incoming.method === 'POST') Object.assign(group, orders.parse(JSON.parse(raw)));
      return json(outgoing, { body: group.arrived });
    }
    const key = keyIn(url);
    if (key === undefined) return json(outgoing, { status: 404, body: {} });
    const group = groupOf(key);
    const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const body: Record<string, unknown> = JSON.parse(raw);
    const fault = group.faults.shift() ?? 'none';
    const note = (taken: boolean) => group.arrived.push({ path: url.pathname + url.search, headers, body, taken });
    const line = LINE[fault];
    if (line) {
      note(TAKEN.has(fault));
      return line(outgoing);
    }
    const refusal = faults[fault];
    if (refusal) {
      note(false);
      return json(outgoing, refusal);
    }
    const { taken, ...reply } = answer(group, url, body, raw, headers);
    note(taken);
    json(outgoing, reply);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  server.unref();
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the stand-in does not listen');
  return `127.0.0.1:${address.port}`;
};
