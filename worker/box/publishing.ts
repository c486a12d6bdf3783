import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathsIn, ROOT } from './settings.ts';

/** INTERIM */
export const publishContent = async (dataDir: string): Promise<string> => {
  const { site } = pathsIn(dataDir);
  if (existsSync(join(site, 'current'))) return 'same';
  mkdirSync(join(site, 'releases'), { recursive: true });
  cpSync(join(ROOT, 'dist/client'), join(site, 'releases/one'), { recursive: true });
  symlinkSync('releases/one', join(site, 'current'));
  return 'copied';
};
