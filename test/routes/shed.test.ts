import type { D1PreparedStatement } from '@cloudflare/workers-types';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import { zhCN as words } from '../../domain/words/index.ts';
import type { Bindings } from '../../worker/host.ts';
import { app, machine, person, PUBLIC, RICE, send } from './machine.ts';
import { forget, receiptOf, rows } from './portal.ts';

// What happens when a database passes what it can do: those whom it can't serve are told so in words, and nothing is asked twice.

beforeEach(forget);

const OVERLOADED = 'D1_ERROR: D1 DB is overloaded. Too many requests queued.';

/** A database that writes down what it is asked, answers with an error where `refuses`, and else as the real one does. */
const standIn = (refuses: (sql: readonly string[]) => boolean) => {
  const asked: string[][] = [];
  const known = new WeakMap<object, string>();
  const ask = <Answer>(sql: string[], answer: () => Answer): Answer => {
    asked.push(sql);
    if (refuses(sql)) throw new Error(OVERLOADED);
    return answer();
  };
  const watched = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
    const watching = new Proxy(statement, {
      get: (target, name) => {
        if (name === 'bind') return (...values: unknown[]) => watched(target.bind(...values), sql);
        const value: unknown = Reflect.get(target, name);
        return typeof value === 'function' ? (...args: unknown[]) => ask([sql], () => Reflect.apply(value, target, args)) : value;
      },
    });
    known.set(watching, sql);
    plain.set(watching, statement);
    return watching;
  };
  const plain = new WeakMap<object, D1PreparedStatement>();
  const DB = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'prepare') return (sql: string) => watched(target.prepare(sql), sql);
      if (name === 'batch')
        return (statements: D1PreparedStatement[]) =>
          ask(
            statements.map((one) => known.get(one) ?? ''),
            () => target.batch(statements.map((one) => plain.get(one) ?? one)),
          );
      return Reflect.get(target, name);
    },
  });
  return { asked, bindings: { ...machine, DB } satisfies Bindings };
};

const isWrite = (sql: readonly string[]) => sql.some((one) => /^\s*(insert|update|delete)/i.test(one));
const get = (path: string, bindings: Bindings) => app.request(`${PUBLIC}${path}`, {}, bindings);

describe('a database that is overloaded', () => {
  test('sheds a sign-up: words, the form as it was, when to come again, and one attempt', async () => {
    const { asked, bindings } = standIn(() => true);
    const answer = await send(RICE, person, bindings);
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('20');
    const page = await answer.text();
    expect(page).toContain(words.asking.busy);
    expect(page).toContain('王秀英');
    expect(asked).toHaveLength(1);
  });

  test('that takes no writes still shows the places left', async () => {
    const { asked, bindings } = standIn(isWrite);
    expect((await send(RICE, person, bindings)).status).toBe(503);
    expect(asked.filter(isWrite)).toHaveLength(1);
    const left = await get('/api/slots/ju/yuan', bindings);
    expect(await left.json()).toMatchObject({ slots: { 'supply/rice/s1': { left: 2 } } });
  });

  test('sheds a receipt and the places left with words, asked once', async () => {
    const receipt = receiptOf(await send(RICE, person));
    for (const path of [receipt, '/api/slots/ju/yuan', '/api/health']) {
      const { asked, bindings } = standIn(() => true);
      const answer = await get(path, bindings);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('20');
      expect(await answer.text()).toContain(words.asking.away);
      expect(asked, path).toHaveLength(1);
    }
  });

  test('that broke after a write lost its answer takes the same form again, once', async () => {
    let lost = false;
    const { bindings } = standIn(() => false);
    const batch = bindings.DB.batch.bind(bindings.DB);
    const DB = new Proxy(bindings.DB, {
      get: (target, name) =>
        name !== 'batch' || lost
          ? Reflect.get(target, name)
          : async (statements: D1PreparedStatement[]) => {
              await batch(statements);
              lost = true;
              throw new Error('Network connection lost.');
            },
    });
    expect((await send(RICE, person, { ...bindings, DB })).status).toBe(503);
    expect((await send(RICE, person, { ...bindings, DB })).status).toBe(303);
    expect(await rows('signups')).toHaveLength(1);
  });
});
