import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openStore, type Store } from './store.ts';

/** Who takes what was drawn. */
export type Keeper = Pick<Store, 'putFiles' | 'written'>;

/** What another thread must know to bring things to the same keeper: a folder of releases, or a plain folder. */
export type KeeperName = { store: string } | { folder: string };

/** Files as a host takes them from a folder. */
const plainFolder = (folder: string): Keeper => {
  let written = 0;
  return {
    putFiles: (files) => {
      for (const [path, bytes] of files) {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, bytes);
        written++;
      }
      return {};
    },
    written: () => written,
  };
};

/** Opens a keeper by its name. */
export const keeperOf = (name: KeeperName): Keeper => ('store' in name ? openStore(name.store) : plainFolder(name.folder));
