import { env } from 'cloudflare:workers';
import { expect } from 'vitest';

// The test and the built worker live in one isolate: what the worker asks of its database can be counted, and answered
// from memory. What a page takes then is the worker's own share.

type Answer = { meta: { rows_read?: number } };
type Send = (this: object, path: string, sql: string | string[], ...more: unknown[]) => Promise<Answer | Answer[]>;
/** Answers by their SQL, in the order in which it was asked. */
type Answers = Map<string, ReturnType<Send>[]>;

// Nothing public of D1 sees single statements and batches alike, and what they read.
const sender = ((session: object): { _send: Send } => {
  let at: object | null = session;
  while (at && !Object.hasOwn(at, '_send')) at = Reflect.getPrototypeOf(at);
  return (at as { _send: Send } | null) ?? expect.unreachable('D1 sends otherwise than it did');
})(Reflect.get(env.DB, 'alwaysPrimarySession'));
const toDatabase = sender._send;

const sending = async (send: Send, deed: () => Promise<unknown>): Promise<void> => {
  sender._send = send;
  await deed().finally(() => {
    sender._send = toDatabase;
  });
};

/** Counts trips to the database, statements, and the rows that it read while `deed` ran, and keeps its answers. */
export const counted = async (deed: () => Promise<unknown>) => {
  const answers: Answers = new Map();
  await sending(function (path, sql, ...more) {
    const answer = toDatabase.call(this, path, sql, ...more);
    answers.set(String(sql), [...(answers.get(String(sql)) ?? []), answer]);
    return answer;
  }, deed);
  const trips = await Promise.all([...answers.values()].flat());
  const results = trips.flat();
  return {
    answers,
    trips: trips.length,
    statements: results.length,
    rows: results.reduce((sum, { meta }) => sum + (meta.rows_read ?? 0), 0),
  };
};

/** Runs `deed` again, answered from memory. */
export const replayed = async (answers: Answers, deed: () => Promise<unknown>): Promise<void> => {
  const left = new Map([...answers].map(([sql, given]) => [sql, [...given]]));
  await sending((_path, sql) => left.get(String(sql))?.shift() ?? expect.unreachable(`never asked before: ${sql}`), deed);
};
