import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';

/** Whether a process listens at a socket: a file that a killed one left behind is nobody. */
const isHeld = (path: string): Promise<boolean> =>
  new Promise((tell) => {
    const probe = connect(path)
      .once('connect', () => {
        probe.destroy();
        tell(true);
      })
      .once('error', () => tell(false));
  });

/**
 * Makes sure that one box works on a DATA_DIR: two would do everything twice. What holds it is a socket, which ends with
 * its process however that ends.
 * @throws Error where another one runs
 */
export const alone = async (path: string): Promise<{ close: () => void }> => {
  if (await isHeld(path)) throw new Error(`A box runs already on this DATA_DIR (${path})`);
  rmSync(path, { force: true });
  const server = createServer((socket) => socket.destroy()).listen(path);
  await once(server, 'listening');
  return { close: () => server.close() };
};
