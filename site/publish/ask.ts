import { connect } from 'node:net';
import { join } from 'node:path';
import type { Instant } from '../../domain/clock.ts';
import type { Publication } from './publisher.ts';

/** What is wanted of a publisher. */
export interface Asked {
  /** Draw what is live for the hour that it is now: after a roll-back that is not what the branch has. */
  refresh?: boolean | undefined;
  /** Real time that the pages are drawn for; now, where nothing is said. */
  real?: Instant | undefined;
}

/** What it says. */
export interface Answer {
  publication?: Publication;
  error?: string;
}

/** Where the publisher of a store is asked. Who may write in the store may ask. */
export const socketOf = (store: string): string => join(store, 'publish.sock');

const isNobody = (error: Error): boolean => 'code' in error && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED');

/** Whether a publisher runs for a store. */
export const isServed = (store: string): Promise<boolean> =>
  new Promise((done, fail) => {
    const socket = connect(socketOf(store));
    socket.once('error', (error) => (isNobody(error) ? done(false) : fail(error)));
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
  });

/**
 * Asks the publisher that runs for a store.
 * @returns nothing where none runs
 * @throws Error with its words, where it could not publish
 */
export const ask = (store: string, asked: Asked = {}): Promise<Publication | undefined> =>
  new Promise((done, fail) => {
    const socket = connect(socketOf(store));
    let said = '';
    socket.setEncoding('utf8');
    socket.once('error', (error) => (isNobody(error) ? done(undefined) : fail(error)));
    socket.once('connect', () => socket.write(`${JSON.stringify(asked)}\n`));
    socket.on('data', (piece) => {
      said += piece;
    });
    socket.once('end', () => {
      if (!said) return fail(new Error('the publisher ended before it answered'));
      const { publication, error }: Answer = JSON.parse(said);
      if (publication) done(publication);
      else fail(new Error(error));
    });
  });
