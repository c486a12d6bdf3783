import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Workplace } from './publisher.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Where one machine publishes: all of it lies in its `DATA_DIR`. */
export const boxWorkplace = (env: NodeJS.ProcessEnv): Workplace => {
  const data = resolve(ROOT, env['DATA_DIR'] ?? '.local/box');
  return { store: resolve(data, 'site'), repository: resolve(data, 'content.git'), branch: 'main', env };
};

/** Where pages for Cloudflare are made: from the checkout that holds `CONTENT_DIR`, with what was made last time beside it. */
export const edgeWorkplace = (env: NodeJS.ProcessEnv): Workplace => ({
  store: resolve(ROOT, env['LOCAL_DIR'] ?? '.local', 'site'),
  repository: resolve(ROOT, env['CONTENT_DIR'] ?? 'content'),
  // Who draws several towns at once lets each have its part of the machine.
  cores: env['PUBLISH_CORES'] ? Number(env['PUBLISH_CORES']) : undefined,
  env,
});
