import autocannon from 'autocannon';

export const CONNECTIONS = 32;

/** What a service did under load: answers a second. */
export interface Measured {
  rate: number;
  answers: number;
  wrong: number;
}

export interface Asked {
  method: 'GET' | 'POST';
  path: string;
  /** The form of the nth request. */
  body?: (nth: number) => string;
  headers?: Readonly<Record<string, string>>;
  /** The status of a right answer. */
  status: number;
}

let nth = 0;
// The box counts 50,000 addresses a minute one by one: there are fewer than that, each far below its limit.
const VISITORS = 20_000;

/** The next request: a form of its own, from one of many visitors. */
export const requestOf = (address: string, { method, headers = {}, body }: Asked) => {
  const one = nth++;
  const from = one % VISITORS;
  const visitor = `10.0.${from >> 8}.${from & 255}`;
  return {
    method,
    headers: {
      origin: address,
      ...headers,
      ...(body && { 'content-type': 'application/x-www-form-urlencoded', 'x-visitor': visitor }),
    },
    ...(body && { body: body(one) }),
  };
};

/** Asks a service over and over on 32 connections that stay open. */
export const load = async (address: string, asked: Asked, seconds: number): Promise<Measured> => {
  const result = await autocannon({
    url: address,
    connections: CONNECTIONS,
    duration: seconds,
    requests: [
      {
        method: asked.method,
        path: asked.path,
        headers: { origin: address, ...asked.headers },
        ...(asked.body && { setupRequest: (request) => ({ ...request, ...requestOf(address, asked) }) }),
      },
    ],
  });
  const answers = Object.entries(result.statusCodeStats ?? {});
  const wrong = answers.reduce(
    (sum, [code, { count = 0 }]) => sum + (Number(code) === asked.status ? 0 : count),
    result.errors + result.timeouts,
  );
  return {
    rate: result.requests.average,
    answers: answers.reduce((sum, [, { count = 0 }]) => sum + count, 0),
    wrong,
  };
};
