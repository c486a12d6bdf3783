import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** What `npm run build` made. */
export const CLIENT = 'dist/client';
export const SERVER = 'dist/server';

/** Paths of all files under a folder, relative to it. */
export const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));

/** The portal's pages. The editor's own one is not the portal's, and has its own tests. */
export const pages = (): string[] => filesIn(CLIENT).filter((file) => file.endsWith('.html') && !file.startsWith('_editor/'));
export const read = (file: string): string => readFileSync(join(CLIENT, file), 'utf8');
export const gzipped = (content: string | Buffer): number => gzipSync(content, { level: 9 }).length;

/** Scripts and styles that a page loads. */
export const loadedBy = (html: string): string[] =>
  [...html.matchAll(/<(?:script|link)[^>]+(?:src|href)="\/(_astro\/[^"]+)"/g)].flatMap(([, file]) => (file ? [file] : []));
