import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Templates } from './draw.ts';

/** Where `npm run compile` puts the templates. */
export const TEMPLATES = fileURLToPath(new URL('../../dist/templates/', import.meta.url));

/** The entry of what draws, as Astro begins its name. */
export const TEMPLATES_ENTRY = 'prerender-entry.mjs';

/** Loads the compiled templates. */
export const loadTemplates = async (dir = TEMPLATES): Promise<Templates> =>
  import(pathToFileURL(join(dir, 'server', TEMPLATES_ENTRY)).href);

const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dir.length))
    .sort();

/** What lies beside the pages and is not published: the editor, and Cloudflare's own list. The build puts it there. */
export const BESIDE = ['_editor', '.assetsignore'];

/** Whether a file of a folder that a host takes is no page. @param path within the folder */
export const isBeside = (path: string): boolean => BESIDE.includes(path.split('/')[0] ?? '');

/** Styles, scripts, and what else every site has, by path. */
export const clientFiles = (dir = TEMPLATES): { path: string; bytes: Buffer }[] =>
  filesIn(join(dir, 'client/'))
    .filter((path) => !isBeside(path))
    .map((path) => ({ path, bytes: readFileSync(join(dir, 'client', path)) }));

/** One hash of what draws and what lies with the pages: other templates may draw any page differently. */
export const templatesHash = (dir = TEMPLATES): string => {
  const hash = createHash('sha256');
  for (const part of ['client/', 'server/'])
    for (const path of filesIn(join(dir, part))) hash.update(`${part}${path}\0`).update(readFileSync(join(dir, part, path)));
  return hash.digest('hex');
};
