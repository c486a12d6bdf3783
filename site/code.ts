import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Where `npm run compile` notes of which code the templates are. */
export const CODE_MARK = join(ROOT, 'dist/templates/code.txt');

const FOLDERS = ['site', 'domain'];
const FILES = ['astro.config.mjs', 'package-lock.json'];

const hashOf = (folders: readonly string[], files: readonly string[]): string => {
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length)),
  );
  const hash = createHash('sha256');
  for (const file of [...inFolders.sort(), ...files]) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
};

/** One hash of everything that templates are compiled from. */
export const codeHash = (): string => hashOf(FOLDERS, FILES);

/** One hash of all code: of the templates, the Worker, and its tables. */
export const portalHash = (): string => hashOf([...FOLDERS, 'worker', 'db'], [...FILES, 'wrangler.toml']);

/** Whether the templates are those of this code. */
export const isCompiled = (): boolean => existsSync(CODE_MARK) && readFileSync(CODE_MARK, 'utf8') === codeHash();
