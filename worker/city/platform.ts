/** A figure of the platform's: what it is, where it is published, and when that was read; unchecked where it was not found there. */
export interface Figure {
  is: number;
  source: string;
  read: string | 'unchecked';
}

const READ = '2026-11-24';
const figure = (is: number, source: string, read: Figure['read'] = READ): Figure => ({ is, source, read });

const D1_LIMITS = 'https://developers.cloudflare.com/d1/platform/limits/';
const D1_PRICES = 'https://developers.cloudflare.com/d1/platform/pricing/';
const LIMITS = 'https://developers.cloudflare.com/workers/platform/limits/';
const PRICES = 'https://developers.cloudflare.com/workers/platform/pricing/';

// Read in stored copies of the documentation (D1's limits: last updated there on 2026-04-21). Workers Paid in all of them.

/** What an account, a Worker and a database may have at most. */
export const AT_MOST = {
  workers: figure(500, LIMITS),
  crons: figure(250, LIMITS),
  routesOfZone: figure(1000, `${LIMITS}#routes-and-domains`),
  domainsOfZone: figure(100, `${LIMITS}#routes-and-domains`),
  files: figure(100_000, LIMITS),
  databases: figure(50_000, D1_LIMITS),
  bindings: figure(5000, D1_LIMITS),
  gigabytesOfDatabase: figure(10, D1_LIMITS),
  gigabytesOfAccount: figure(1000, D1_LIMITS),
} as const satisfies Record<string, Figure>;

/** How fast one database is: one thread, so a second has a thousand milliseconds of queries. */
export const SPEED = {
  /** Queries a second that take 1 ms each. */
  queriesOfMillisecond: figure(1000, `${D1_LIMITS}#how-much-work-can-a-d1-database-do`),
  /** Milliseconds of a read by an index: “less than a millisecond”. */
  read: figure(1, `${D1_LIMITS}#query-performance`),
  /** Milliseconds of a write: “several milliseconds”, and the documentation says no number. */
  write: figure(5, `${D1_LIMITS}#query-performance`, 'unchecked'),
  /** Seconds that questions wait before it answers “overloaded”: that there is a queue is documented, its length is not. */
  queue: figure(2, `${D1_LIMITS}#how-much-work-can-a-d1-database-do`, 'unchecked'),
} as const satisfies Record<string, Figure>;

/** What a month has for nothing beyond the plan, and dollars for each million (or gigabyte) more. */
export interface Price {
  included: Figure;
  more: Figure;
}

export const PLAN = figure(5, PRICES);
export const MONTH = {
  requests: { included: figure(10e6, PRICES), more: figure(0.3, PRICES) },
  cpuMilliseconds: { included: figure(30e6, PRICES), more: figure(0.02, PRICES) },
  rowsRead: { included: figure(25e9, D1_PRICES), more: figure(0.001, D1_PRICES) },
  rowsWritten: { included: figure(50e6, D1_PRICES), more: figure(1, D1_PRICES) },
} as const satisfies Record<string, Price>;
/** Dollars for each gigabyte kept for a month. */
export const STORED: Price = { included: figure(5, D1_PRICES), more: figure(0.75, D1_PRICES) };
