import { statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DatabaseSync } from 'node:sqlite';
import type { Listening } from './server.ts';

// https://prometheus.io/docs/instrumenting/exposition_formats/: counts, never who or what.

const METHODS = new Set(['GET', 'HEAD', 'POST']);
// The first part of an address, of those that the portal has: more would let anybody fill the memory with names.
const PARTS = new Set(['signups', 'requests', 'r', 't', 'api', 'desk', 'answers', '_astro', 'catalogue']);

/** Counts what is answered, by part of the portal, method and status, and how long it took. */
export const counter = () => {
  const answers = new Map<string, number>();
  const seconds = new Map<string, number>();
  const add = (counts: Map<string, number>, labels: string, by: number) => counts.set(labels, (counts.get(labels) ?? 0) + by);
  return {
    answers,
    seconds,
    count: ({ url = '/', method = '' }: IncomingMessage, outgoing: ServerResponse): void => {
      const started = performance.now();
      outgoing.once('close', () => {
        const [, first = ''] = /^\/([^/?#]*)/.exec(url) ?? [];
        const part = PARTS.has(first) ? first : 'pages';
        // Who hung up before the answer has none.
        const status = outgoing.headersSent ? outgoing.statusCode : 0;
        add(answers, `part="${part}",method="${METHODS.has(method) ? method : 'other'}",status="${status}"`, 1);
        add(seconds, `part="${part}"`, (performance.now() - started) / 1000);
      });
    },
  };
};

/** What the machine does by itself: when it was last done (real time, ms), and how often it failed. */
export type Deeds = Readonly<Record<'publish' | 'hourly' | 'minutely', { done: number; failed: number }>>;

interface Watched {
  counted: ReturnType<typeof counter>;
  server: Pick<Listening, 'connections'>;
  file: DatabaseSync;
  /** Of the database. */
  path: string;
  deeds: Deeds;
}

const family = (
  name: string,
  type: 'counter' | 'gauge',
  help: string,
  values: Iterable<readonly [labels: string, value: number]>,
): string =>
  [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...[...values].map(([labels, value]) => `${name}${labels && `{${labels}}`} ${value}`),
  ].join('\n');

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/** Answers Prometheus; anything else than its path is not there. */
export const metrics = ({ counted, server, file, path, deeds }: Watched): RequestListener => {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const count = (sql: string): number => Number(Object.values(file.prepare(sql).get() ?? {})[0] ?? 0);
  const text = async (): Promise<string> => {
    const { bavail, bsize } = await statfs(path);
    const lag = delay.percentile(99) / 1e9;
    delay.reset();
    return `${[
      family('portal_answers_total', 'counter', 'Answers by part of the portal, method and status; 0 for who hung up.', counted.answers),
      family('portal_answer_seconds_total', 'counter', 'Time until they were out.', counted.seconds),
      family('portal_connections', 'gauge', 'Open connections.', [['', server.connections()]]),
      family('portal_event_loop_lag_seconds', 'gauge', 'The 99th percentile since the last look.', [['', lag]]),
      family('portal_memory_bytes', 'gauge', 'Resident memory.', [['', process.memoryUsage.rss()]]),
      family('portal_uptime_seconds', 'gauge', 'Since the start.', [['', Math.round(process.uptime())]]),
      family('portal_database_bytes', 'gauge', 'The database and its log.', [
        ['file="main"', sizeOf(path)],
        ['file="log"', sizeOf(`${path}-wal`)],
      ]),
      family('portal_disk_free_bytes', 'gauge', 'Room on the disk of the database.', [['', bavail * bsize]]),
      family('portal_signups', 'gauge', 'Sign-ups kept.', [['', count('select count(*) from signups')]]),
      family('portal_requests_open', 'gauge', 'Requests that are not done.', [
        ['', count('select count(*) from requests where ended_at is null')],
      ]),
      family(
        'portal_deed_done_seconds',
        'gauge',
        'When it was last done.',
        Object.entries(deeds).map(([deed, { done }]) => [`deed="${deed}"`, done / 1000]),
      ),
      family(
        'portal_deed_failures_total',
        'counter',
        'How often it failed.',
        Object.entries(deeds).map(([deed, { failed }]) => [`deed="${deed}"`, failed]),
      ),
    ].join('\n')}\n`;
  };
  return async ({ url }, outgoing) => {
    if (url !== '/metrics') return void outgoing.writeHead(404).end();
    try {
      outgoing.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(await text());
    } catch {
      outgoing.writeHead(503).end();
    }
  };
};
