import { rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { once } from 'node:events';

// A command on this machine calls the box that runs, which has the renderer in memory. The socket lies in DATA_DIR: who may
// read the keys may call.

/**
 * Calls the box at a socket, and waits until it has done what it was asked for.
 * @returns its answer; nothing where none runs
 * @throws Error with what it complains of
 */
export const callBox = (socketPath: string, deed: string): Promise<string | undefined> =>
  new Promise((tell, fail) => {
    request({ socketPath, method: 'POST', path: `/${deed}` }, async (answer) => {
      let text = '';
      for await (const piece of answer.setEncoding('utf8')) text += piece;
      if (answer.statusCode === 200) tell(text);
      else fail(new Error(text));
    })
      // No socket, or one that a killed box left behind.
      .on('error', (error) =>
        'code' in error && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') ? tell(undefined) : fail(error),
      )
      .end();
  });

/** Answers calls. @throws Error where another box answers them already: two on one DATA_DIR would do everything twice */
export const hearCalls = async (
  socketPath: string,
  deeds: Readonly<Record<string, () => Promise<string>>>,
): Promise<{ close: () => Promise<void> }> => {
  const server = createServer(async (incoming, outgoing) => {
    if (incoming.method !== 'POST') return void outgoing.writeHead(204).end();
    const deed = deeds[incoming.url?.slice(1) ?? ''];
    if (!deed) return void outgoing.writeHead(404).end('the box that runs does not know this: it is of other code');
    const [status, text] = await deed().then(
      (done) => [200, done] as const,
      (error: unknown) => [500, error instanceof Error ? error.message : String(error)] as const,
    );
    outgoing.writeHead(status).end(text);
  });
  const taken = await new Promise<boolean>((tell) => {
    request({ socketPath, method: 'HEAD' }, (answer) => tell(answer.statusCode === 204))
      .on('error', () => tell(false))
      .end();
  });
  if (taken) throw new Error(`A box runs already on this DATA_DIR (${socketPath})`);
  rmSync(socketPath, { force: true });
  server.listen(socketPath);
  await once(server, 'listening');
  return {
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
};
