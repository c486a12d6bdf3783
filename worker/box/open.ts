import { existsSync, mkdirSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { DatabaseSync } from 'node:sqlite';
import { makeSecrets, readSecrets } from '../secrets.ts';
import { type Asking, asking } from './asking.ts';
import { keepContent } from './content.ts';
import { SqliteD1 } from './d1.ts';
import { openDatabase } from './database.ts';
import { withEditor } from './editor.ts';
import { BRANCH } from './hooks.ts';
import { mailThrough } from './mail.ts';
import { type Box, box } from './portal.ts';
import { liveRelease } from './release.ts';
import { localRepository } from './repository.ts';
import { pathsIn, type Settings } from './settings.ts';
import { templates } from './templates.ts';
import { startWriter } from './writer.ts';

/** A box with its DATA_DIR open. */
export interface OpenBox extends Box {
  file: DatabaseSync;
  paths: ReturnType<typeof pathsIn>;
  /** What the desk wrote and is not live yet. */
  publishing: Asking;
  /** Whether the content's repository was made now. */
  isNew: boolean;
  close: () => Promise<void>;
}

// The proxy adds the address that it saw to whatever the visitor claims: the last one is true.
const visitorBehindProxy = ({ headers, socket }: IncomingMessage): string =>
  String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim() ||
  (socket.remoteAddress ?? '');

const visitorItself = ({ socket }: IncomingMessage): string => socket.remoteAddress ?? '';

/**
 * Opens DATA_DIR, and makes what is not there yet: the database with its migrations, the keys, the content's repository.
 * @param folder what the content begins with
 * @throws Error where there is a database without its keys: new ones would open nothing that is in it
 */
export const openBox = async ({ dataDir, trustsProxy, mail, channelHosts }: Settings, folder: string): Promise<OpenBox> => {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const paths = pathsIn(dataDir);
  if (existsSync(paths.database) && !existsSync(paths.keys))
    throw new Error(`${paths.database} is there, but not its keys: put ${paths.keys} back, from a backup`);
  makeSecrets(paths.keys);
  const secrets = readSecrets(paths.keys);
  const draw = await templates();
  const isNew = await keepContent(paths.content, folder, dataDir);
  const file = openDatabase(paths.database);
  const publishing = asking(paths.unpublished, paths.site);
  const repository = localRepository(paths.content, BRANCH, publishing);
  const writer = startWriter(paths.database);
  const letters = mail && mailThrough(mail.url, mail.from);
  return {
    ...box({
      draw,
      secrets: { DB: new SqliteD1(file, writer), REPOSITORY: repository, ...secrets },
      wire: { ...(letters && { MAIL: letters }), ...(channelHosts !== undefined && { CHANNEL_HOSTS: channelHosts }) },
      release: withEditor(liveRelease(paths.site)),
      visitorOf: trustsProxy ? visitorBehindProxy : visitorItself,
    }),
    ...{ file, paths, isNew, publishing },
    close: async () => {
      letters?.close();
      await writer.close();
      repository.close();
      file.close();
    },
  };
};
