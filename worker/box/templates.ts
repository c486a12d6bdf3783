import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isCompiled } from '../../site/code.ts';
import type { Draw } from '../drawing.ts';
import { ROOT } from './settings.ts';

const ENTRY = join(ROOT, 'dist/templates/server/entry.mjs');

/** Compiles the templates if they are not those of this code. @throws Error where they can't be compiled */
export const compileTemplates = (): void => {
  if (isCompiled()) return;
  const { status } = spawnSync(process.execPath, ['site/compile.ts'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The templates could not be compiled: npm run compile');
};

/** The compiled templates. @throws Error where nothing was compiled */
export const templates = async (): Promise<Draw> => {
  if (!existsSync(ENTRY)) throw new Error('The templates are not compiled: npm run compile');
  const { render }: { render: Draw } = await import(pathToFileURL(ENTRY).href);
  return render;
};
