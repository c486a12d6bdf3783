import { cpSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CODE_MARK } from '../../site/code.ts';
import { BESIDE } from '../../site/publish/templates.ts';
import { CityFault } from './file.ts';
import { run } from './run.ts';
import type { Tools } from './steps.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The name of the folder beside the towns' own, with what is the same for all of them. */
export const CODE = 'code';

// What a build is told that is made for the Worker alone: the sample's pages are left where they are.
const SAMPLE = { CONTENT_DIR: join(ROOT, 'content'), SITE_URL: '', PORTAL_CLOCK: '' };

const textIn = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

const isMade = (into: string, built: string, hash: string): boolean =>
  [join(into, CODE), join(built, 'templates')].every((folder) => textIn(join(folder, CODE_MARK)) === hash);

// Where no other build meets it.
const keepWorker = (into: string, built: string, hash: string): void => {
  const [folder, making] = [join(into, CODE), join(into, `${CODE}.new`)];
  rmSync(making, { recursive: true, force: true });
  cpSync(join(built, 'server'), join(making, 'server'), { recursive: true });
  // The build's own configuration would pass for a town's.
  rmSync(join(making, 'server/wrangler.json'), { force: true });
  for (const name of BESIDE) cpSync(join(built, 'client', name), join(making, 'client', name), { recursive: true });
  writeFileSync(join(making, CODE_MARK), hash);
  rmSync(folder, { recursive: true, force: true });
  renameSync(making, folder);
};

/**
 * Makes the code of all towns, if what was made is of another.
 * @param built where the build leaves what it makes @param hash that of all code
 * @throws CityFault with the last words of what failed
 */
export const makeCode = async (into: string, built: string, hash: string, tools: Tools, say: (line: string) => void): Promise<void> => {
  if (isMade(into, built, hash)) return;
  say('The Worker and the templates are made, once for all towns.');
  const { fault } = await run([tools.build], SAMPLE);
  if (fault !== undefined) throw new CityFault(`build failed\n${fault}`);
  keepWorker(into, built, hash);
};

/** Lays what every town has beside its pages: as links, for the editor is 6 MB. @param client a town's folder of pages */
export const layCode = (into: string, client: string): void => {
  const from = join(into, CODE, 'client');
  for (const name of BESIDE) rmSync(join(client, name), { recursive: true, force: true });
  for (const path of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    if (statSync(join(from, path)).isDirectory()) continue;
    mkdirSync(dirname(join(client, path)), { recursive: true });
    linkSync(join(from, path), join(client, path));
  }
};
