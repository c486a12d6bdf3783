// `npm run preview`: every branch of the content as it would be published, under http://<branch>.localhost:8790. It takes no forms, keeps
// nothing, and listens to this machine only: who may see it is for the proxy to say.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { compileCode } from '../site/bundling.ts';
import { git } from './box/git.ts';
import { BRANCH } from './box/hooks.ts';
import { listenOn } from './box/server.ts';
import { pathsIn, ROOT } from './box/settings.ts';
import { previews } from './preview/listener.ts';
import { openShelf } from './preview/shelf.ts';

const { DATA_DIR = '.local/box', PREVIEW_PORT = '8790', PREVIEW_HOST = `localhost:${PREVIEW_PORT}`, CONTENT_DIR = 'content' } = process.env;

// The box's repository where there is a box, else the checkout that the content lies in.
const { values } = parseArgs({ options: { repository: { type: 'string' }, branch: { type: 'string', default: BRANCH } } });
const box = pathsIn(resolve(ROOT, DATA_DIR)).content;
const repository = resolve(values.repository ?? (existsSync(box) ? box : CONTENT_DIR));

try {
  await git('-C', repository, 'rev-parse', '--verify', '--quiet', `refs/heads/${values.branch}`);
  compileCode();
  const shelf = openShelf(repository, values.branch, process.env);
  const server = await listenOn(Number(PREVIEW_PORT), previews(shelf, { host: PREVIEW_HOST, published: values.branch }));
  console.log(`预览 http://${PREVIEW_HOST}/ (${server.url}, ${repository})`);
  const stop = async (): Promise<void> => {
    await server.close();
    await shelf.close();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => void stop());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
