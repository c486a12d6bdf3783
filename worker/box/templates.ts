import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { TEMPLATES, TEMPLATES_ENTRY } from '../../site/publish/templates.ts';
import type { Draw } from '../drawing.ts';

const ENTRY = join(TEMPLATES, 'server', TEMPLATES_ENTRY);

/** The compiled templates. @throws Error where nothing was compiled */
export const templates = async (): Promise<Draw> => {
  if (!existsSync(ENTRY)) throw new Error('The templates are not compiled: npm run compile');
  const { render }: { render: Draw } = await import(pathToFileURL(ENTRY).href);
  return render;
};
