import type { D1PreparedStatement, D1Result } from '@cloudflare/workers-types';
import { env } from 'cloudflare:workers';
import type { Trip } from '../../worker/city/costs.ts';
import type { Bindings } from '../../worker/host.ts';
import { machine } from './machine.ts';

const tripOf = (results: readonly D1Result[]): Trip => {
  const sum = (of: 'rows_read' | 'rows_written') => results.reduce((all, { meta }) => all + meta[of], 0);
  return { statements: results.length, rowsRead: sum('rows_read'), rowsWritten: sum('rows_written') };
};

/** A machine whose database counts what it is asked, in trips: each is answered before the next one begins. */
export const metered = (): { trips: Trip[]; bindings: Bindings } => {
  const trips: Trip[] = [];
  const plain = new WeakMap<object, D1PreparedStatement>();
  const watched = (statement: D1PreparedStatement): D1PreparedStatement => {
    const watching = new Proxy(statement, {
      get: (target, name) => {
        if (name === 'bind') return (...values: unknown[]) => watched(target.bind(...values));
        if (name === 'all' || name === 'run')
          return async () => {
            const result = await target.all();
            trips.push(tripOf([result]));
            return result;
          };
        // What `raw` gives has no count: what it reads is read once more to be counted.
        if (name === 'raw')
          return async (...options: []) => {
            trips.push(tripOf([await target.all()]));
            return target.raw(...options);
          };
        return Reflect.get(target, name);
      },
    });
    plain.set(watching, statement);
    return watching;
  };
  const DB = new Proxy(env.DB, {
    get: (target, name) => {
      if (name === 'prepare') return (sql: string) => watched(target.prepare(sql));
      if (name === 'batch')
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements.map((one) => plain.get(one) ?? one));
          trips.push(tripOf(results));
          return results;
        };
      return Reflect.get(target, name);
    },
  });
  return { trips, bindings: { ...machine, DB } };
};
