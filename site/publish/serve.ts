import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { DAY } from '../../domain/clock.ts';
import { type Answer, type Asked, isServed, socketOf } from './ask.ts';
import { openPublisher, type Workplace } from './publisher.ts';
import { collect } from './releases.ts';

/**
 * A publisher that stays: templates and the town are in memory, and whoever has something to publish asks it.
 * There is one for a store; its socket is how it is found, and what keeps a second one away.
 * @returns how to end it, after what is under way
 */
export const servePublisher = async (workplace: Workplace): Promise<{ close: () => Promise<void> }> => {
  const path = socketOf(workplace.store);
  if (await isServed(workplace.store)) throw new Error(`somebody publishes into ${workplace.store} already`);
  // What a publisher that was killed left behind.
  rmSync(path, { force: true });
  const publisher = await openPublisher(workplace);
  let collected = Date.now();
  let turn: Promise<unknown> = Promise.resolve();
  const answer = async (line: string): Promise<Answer> => {
    try {
      const asked: Asked = JSON.parse(line);
      return { publication: await publisher.publish(asked) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  };
  const tidy = (): void => {
    if (Date.now() - collected < DAY) return;
    collected = Date.now();
    collect(workplace.store);
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined); // who asked went away; it is published all the same
    createInterface(socket).on('line', (line) => {
      const answered = turn.then(() => answer(line));
      turn = answered.then((said) => socket.end(`${JSON.stringify(said)}\n`)).then(tidy);
    });
  });
  await new Promise<void>((done, fail) => server.once('error', fail).listen(path, done));
  return {
    close: async () => {
      server.close();
      await turn;
      publisher.close();
    },
  };
};
