import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Draw } from '../drawing.ts';
import { ROOT } from './settings.ts';

const OUT = join(ROOT, 'dist/templates');
const ENTRY = join(OUT, 'server/entry.mjs');
// Of which code they were compiled.
const MARK = join(OUT, 'code.txt');

const SOURCES = ['site', 'domain', 'astro.config.mjs', 'package-lock.json'];

/** One hash for all the code that templates are compiled from. */
const codeHash = (): string => {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(ROOT, source);
    const files = /\./.test(source)
      ? [path]
      : readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort();
    for (const file of files) hash.update(`${file.slice(ROOT.length)}\0`).update(readFileSync(file));
  }
  return hash.digest('hex');
};

/** Compiles the templates if they are not those of this code. @throws Error where they can't be compiled */
export const compileTemplates = (): void => {
  const code = codeHash();
  if (existsSync(MARK) && readFileSync(MARK, 'utf8') === code) return;
  const { status } = spawnSync(process.execPath, ['site/compile.ts'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The templates could not be compiled: npm run compile');
  writeFileSync(MARK, code);
};

/** The compiled templates. @throws Error where nothing was compiled */
export const templates = async (): Promise<Draw> => {
  if (!existsSync(ENTRY)) throw new Error('The templates are not compiled: npm run compile');
  const { render }: { render: Draw } = await import(pathToFileURL(ENTRY).href);
  return render;
};
