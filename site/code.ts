import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TEMPLATES } from './publish/templates.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The file beside the templates that notes of which code all is that was compiled. */
export const CODE_MARK = 'code.txt';

const MARK = join(TEMPLATES, CODE_MARK);
const WORKER = join(ROOT, 'dist/server/entry.mjs');
// What a tool leaves beside the code it was run on, Astro for one.
const MADE = /(^|\/)(\.|node_modules\/)/;
const FOLDERS = ['site', 'domain', 'worker', 'db'];
const FILES = ['astro.config.mjs', 'wrangler.toml', 'package-lock.json'];

/** One hash of all code: of the templates, the Worker, and its tables. */
export const codeHash = (): string => {
  const inFolders = FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
      .filter((path) => !MADE.test(path)),
  );
  const hash = createHash('sha256');
  for (const file of [...inFolders.sort(), ...FILES]) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
};

/** Whether what was compiled is of this code. */
export const isCompiled = (): boolean => [MARK, WORKER].every((path) => existsSync(path)) && readFileSync(MARK, 'utf8') === codeHash();
