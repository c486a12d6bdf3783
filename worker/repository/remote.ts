import { Buffer } from 'node:buffer';
import type * as z from 'zod';
import { lanes } from './lanes.ts';
import { RepositoryFault } from './repository.ts';

/** How long a host may take over one answer, ms. */
const PATIENCE = 10_000;

/** As many questions at once as a Worker may have open. */
const AT_ONCE = 6;

/** What a host answered: its status, and what it says where that is read. */
export interface Said {
  status: number;
  /** @throws RepositoryFault where the host says something else than its documents */
  as: <Schema extends z.ZodType>(schema: Schema) => z.output<Schema>;
}

export interface Asked {
  method?: 'GET' | 'POST' | 'PATCH';
  body?: unknown;
}

/** A host that answers with JSON. */
export interface Remote {
  /** @param expected which statuses are answers to the caller; all others are faults */
  ask: (path: string, expected: readonly number[], asked?: Asked) => Promise<Said>;
}

/** Text as an API has it between its quotes. */
export const packed = (text: string): string => Buffer.from(text).toString('base64');
export const unpacked = (content: string): string => Buffer.from(content, 'base64').toString('utf8');

// A limit that is reached is told by 429, or by 403 with one of these, and passes.
const isLimit = ({ status, headers }: Response, text: string): boolean =>
  status === 429 ||
  (status === 403 && (headers.has('retry-after') || headers.get('x-ratelimit-remaining') === '0' || /rate limit/i.test(text)));

const faultOf = (response: Response, text: string): RepositoryFault => {
  const { status } = response;
  const isRefused = (status === 401 || status === 403 || status === 404) && !isLimit(response, text);
  return new RepositoryFault(isRefused ? 'refused' : 'away', `the host of the content answered ${status}`);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON is refused by every schema
  }
};

/**
 * A host that is asked over its API. The token goes in one header, to that host alone: a redirect is not followed, for it may lead
 * to another one. Nothing of an answer or of the token is logged.
 * @param root where the API begins, without a slash at its end
 */
export const remote = (root: string, headers: Readonly<Record<string, string>>, patience = PATIENCE): Remote => {
  const inTurn = lanes(AT_ONCE);
  const ask: Remote['ask'] = async (path, expected, { method = 'GET', body } = {}) => {
    const init: RequestInit = {
      method,
      headers: {
        accept: 'application/json',
        'user-agent': 'xiaolaba',
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    };
    let response: Response;
    let text: string;
    try {
      response = await fetch(root + path, init);
      text = await response.text();
    } catch (error) {
      throw new RepositoryFault('away', error instanceof Error ? error.name : 'no answer');
    }
    if (!expected.includes(response.status)) throw faultOf(response, text);
    return {
      status: response.status,
      as: (schema) => {
        const { success, data } = schema.safeParse(parsed(text));
        if (!success) throw new RepositoryFault('away', 'the host of the content says something that its documents do not');
        return data;
      },
    };
  };
  return { ask: (...question) => inTurn(() => ask(...question)) };
};

/** A path as an address has it, its slashes kept. */
export const inAddress = (path: string): string => path.split('/').map(encodeURIComponent).join('/');
