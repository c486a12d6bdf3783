import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { backup as copyDatabase, DatabaseSync } from 'node:sqlite';
import { pack, unpack } from './archive.ts';
import { git } from './git.ts';
import { pathsIn } from './settings.ts';

const NAMES = { database: 'portal.sqlite', keys: 'keys.env', content: 'content.bundle' } as const;

// All pages in one step: the copy is one moment of the database however much is written meanwhile, and nobody waits for it.
const ALL = 2 ** 30;

/** A folder beside a path, for what is not finished; gone afterwards, whatever happens. */
const aside = async <Result>(path: string, deed: (folder: string) => Promise<Result>): Promise<Result> => {
  mkdirSync(dirname(path), { recursive: true });
  const folder = mkdtempSync(`${path}.`);
  try {
    return await deed(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Backs up what must be kept of a box, running or not: its database as of one moment, its keys, its content with all history.
 * @param to an age recipient that alone can open the file; without one it lies open, keys included
 */
export const backUp = (dataDir: string, file: string, to?: string): Promise<void> =>
  aside(resolve(file), async (folder) => {
    const paths = pathsIn(dataDir);
    const database = new DatabaseSync(paths.database, { readOnly: true });
    try {
      await copyDatabase(database, join(folder, NAMES.database), { rate: ALL });
    } finally {
      database.close();
    }
    // After the database: a key that sealed something in it is in the ring by now.
    copyFileSync(paths.keys, join(folder, NAMES.keys));
    await git(`--git-dir=${paths.content}`, 'bundle', 'create', '--quiet', join(folder, NAMES.content), '--all', 'HEAD');
    await pack(folder, Object.values(NAMES), resolve(file), to);
  });

const check = (path: string): void => {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const [answer] = Object.values(database.prepare('PRAGMA integrity_check').get() ?? {});
    if (answer !== 'ok') throw new Error(`The database in the backup is damaged: ${answer}`);
  } finally {
    database.close();
  }
};

/**
 * Puts a backup into a DATA_DIR that is empty. It is there when all of it is whole.
 * @param identities what opens a locked file
 * @param ready is done with the folder before it takes its place: nobody sees what it would change
 * @throws Error where something is there already, or the file is damaged or locked
 */
export const restore = (
  dataDir: string,
  file: string,
  identities: readonly string[],
  ready: (folder: string) => Promise<void>,
): Promise<void> =>
  aside(dataDir, async (folder) => {
    if (existsSync(dataDir) && readdirSync(dataDir).length > 0) throw new Error(`${dataDir} is not empty: a restore overwrites nothing`);
    const paths = pathsIn(folder);
    await unpack(resolve(file), folder, identities);
    for (const name of Object.values(NAMES))
      if (!existsSync(join(folder, name))) throw new Error(`${file} is no backup: ${name} is missing`);
    check(paths.database);
    await git('clone', '--quiet', '--mirror', join(folder, NAMES.content), paths.content);
    await git(`--git-dir=${paths.content}`, 'remote', 'remove', 'origin');
    rmSync(join(folder, NAMES.content));
    await ready(folder);
    rmSync(dataDir, { recursive: true, force: true });
    renameSync(folder, dataDir);
  });
