import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { zhCN } from '../../domain/words/index.ts';
import { RETRY_AFTER } from '../answers.ts';
import { OWN_PATHS, portal } from '../app.ts';
import { type Draw, drawnBy } from '../drawing.ts';
import { SECURITY_HEADERS } from '../headers.ts';
import type { Bindings } from '../host.ts';
import { logError } from '../log.ts';
import { answerFile, type FileAnswer, type Wanted } from './files.ts';
import { LIMITS, limitOf } from './limits.ts';
import type { Release } from './release.ts';

/** The portal on one machine: what a form or a person asks for is answered by the app, all else from the files. */
export interface Box {
  /** As Cloudflare calls a Worker, files included. */
  fetch: (request: Request, visitor: string) => Promise<Response>;
  /** As Node's server calls it. */
  listen: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  /** What scheduled work is done with. */
  env: Bindings;
}

const OWN = new Set(OWN_PATHS.map((path) => path.split('/')[1]));
/** Whether a path belongs to the app and not to the files. */
export const isOwn = (target: string): boolean => OWN.has(/^\/([^/?#]*)/.exec(target)?.[1] ?? '');

const toResponse = ({ status, headers, body }: FileAnswer): Response => new Response(body && new Uint8Array(body), { status, headers });

interface Parts {
  draw: Draw;
  secrets: Pick<Bindings, 'DB' | 'SEAL_KEYS' | 'LOOKUP_KEY' | 'REPOSITORY'>;
  release: () => Release;
  /** What tidings are sent with. */
  wire?: Pick<Bindings, 'CHANNEL_HOSTS' | 'MAIL'>;
  /** Who asks. */
  visitorOf: (incoming: IncomingMessage) => string;
}

export const box = ({ draw, secrets, release, wire, visitorOf }: Parts): Box => {
  // A file that can't be read must not end the process that takes forms in.
  const fileOr503 = (wanted: Wanted): FileAnswer => {
    try {
      return answerFile(release(), wanted);
    } catch (error) {
      logError(error);
      const headers = { 'content-type': 'text/plain; charset=utf-8', 'retry-after': RETRY_AFTER, 'cache-control': 'no-store' };
      return { status: 503, headers: { ...SECURITY_HEADERS, ...headers }, body: Buffer.from(zhCN.asking.away) };
    }
  };
  const env: Bindings = {
    ...secrets,
    ...wire,
    RATE_RESIDENT: limitOf(LIMITS.RATE_RESIDENT),
    RATE_DOOR: limitOf(LIMITS.RATE_DOOR),
    ASSETS: { fetch: async (address) => toResponse(fileOr503({ method: 'GET', target: new URL(address).pathname })) },
  };
  const app = portal(drawnBy(draw));
  const own = getRequestListener((request, { incoming }) =>
    app.fetch(request, { ...env, VISITOR: visitorOf(incoming as IncomingMessage) }),
  );
  return {
    env,
    fetch: async (request, visitor) => {
      const { pathname, search } = new URL(request.url);
      if (isOwn(pathname)) return app.fetch(request, { ...env, VISITOR: visitor });
      const { method, headers } = request;
      const [encodings, known] = [headers.get('accept-encoding') ?? '', headers.get('if-none-match') ?? undefined];
      return toResponse(fileOr503({ method, target: pathname + search, encodings, known }));
    },
    listen: (incoming, outgoing) => {
      const { method = 'GET', url = '/', headers } = incoming;
      if (isOwn(url)) return void own(incoming, outgoing);
      const [encodings, known] = [String(headers['accept-encoding'] ?? ''), headers['if-none-match']];
      const answer = fileOr503({ method, target: url, encodings, known });
      outgoing.writeHead(answer.status, answer.headers);
      if (answer.latin1 === undefined) outgoing.end(answer.body);
      else outgoing.end(answer.latin1, 'latin1');
    },
  };
};
