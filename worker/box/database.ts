import { DatabaseSync } from 'node:sqlite';
import { applyMigrations } from './migrations.ts';

// Another process that writes (an invitation from the command line, a restore's purge) is done within milliseconds.
const BUSY = 2000;
// A log that once grew is cut back, bytes: else a busy hour would keep its size on a small disk.
const LOG_LIMIT = 16 * 1024 * 1024;
// A sign-up touches two dozen index pages: those of a busy day stay in memory, and the log is written back when it is as long as it may
// be, not four times as often. Together a seventh more sign-ups a second.
const CACHE = 64 * 1024 * 1024;
const PAGE = 4096;

/**
 * Opens the portal's database and brings it up to date. What is acknowledged is on the disk (`synchronous = FULL`), readers
 * and a backup don't wait for writers (WAL), and what is deleted is overwritten, for the purge promises it.
 * @param path of the file, or `:memory:`
 * @throws Error where the file is none of ours, or a migration fails
 */
export const openDatabase = (path: string): DatabaseSync => {
  const file = new DatabaseSync(path, { timeout: BUSY, enableForeignKeyConstraints: true });
  try {
    file.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = ${LOG_LIMIT}`);
    file.exec(`PRAGMA cache_size = -${CACHE / 1024}; PRAGMA wal_autocheckpoint = ${LOG_LIMIT / PAGE}`);
    applyMigrations(file);
  } catch (error) {
    file.close();
    throw error;
  }
  return file;
};
