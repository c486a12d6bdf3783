import autocannon from 'autocannon';

export const CONNECTIONS = 32;

/** What a service did under load: answers a second, and how long the slowest of a hundred waited, ms. */
export interface Measured {
  rate: number;
  p99: number;
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

/** Asks a service over and over on 32 connections that stay open. @param rate at most so many a second, in all */
export const load = async (
  address: string,
  { method, path, body, headers = {}, status }: Asked,
  seconds: number,
  rate?: number,
): Promise<Measured> => {
  const result = await autocannon({
    url: address,
    connections: CONNECTIONS,
    duration: seconds,
    ...(rate && { overallRate: rate }),
    requests: [
      {
        method,
        path,
        headers: { origin: address, ...headers },
        ...(body && {
          setupRequest: (request) => {
            const one = nth++;
            const visitor = `10.${(one >> 16) & 255}.${(one >> 8) & 255}.${one & 255}`;
            return {
              ...request,
              headers: { ...request.headers, 'content-type': 'application/x-www-form-urlencoded', 'x-visitor': visitor },
              body: body(one),
            };
          },
        }),
      },
    ],
  });
  const answers = Object.entries(result.statusCodeStats ?? {});
  const wrong = answers.reduce(
    (sum, [code, { count = 0 }]) => sum + (Number(code) === status ? 0 : count),
    result.errors + result.timeouts,
  );
  return {
    rate: result.requests.average,
    p99: result.latency.p99,
    answers: answers.reduce((sum, [, { count = 0 }]) => sum + count, 0),
    wrong,
  };
};
