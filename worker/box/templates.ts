import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Draw } from '../drawing.ts';
import { ROOT } from './settings.ts';

const ENTRY = join(ROOT, 'dist/templates/server/entry.mjs');

/** The compiled templates. @throws Error where nothing was compiled */
export const templates = async (): Promise<Draw> => {
  if (!existsSync(ENTRY)) throw new Error('The templates are not compiled: npm run compile');
  const { render }: { render: Draw } = await import(pathToFileURL(ENTRY).href);
  return render;
};
