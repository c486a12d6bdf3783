import { cpSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PARTS = ['site', 'domain', 'worker', 'db', 'astro.config.mjs', 'wrangler.toml', 'tsconfig.json', 'package.json', 'package-lock.json'];

/** The project without its content in a folder of its own: two builds in one folder collide. */
export const projectIn = (root: string): void => {
  for (const part of PARTS) cpSync(part, join(root, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
};
