import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, messageOf } from '../repository/author.ts';
import { type Change, RepositoryFault } from '../repository/repository.ts';
import { environment } from './git.ts';

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;

/** What git's fast-import is told: one commit upon another one, with what it changes. */
const streamOf = (branch: string, head: string, change: Change, at: number): string => {
  const { name, email } = identityOf(change.author);
  const when = `${Math.floor(at / 1000)} +0800`;
  return [
    `commit refs/heads/${branch}\nmark :1\n`,
    `author ${name} <${email}> ${when}\ncommitter 小喇叭 <portal@localhost> ${when}\n`,
    data(messageOf(change)),
    `from ${head}\n`,
    ...change.edits.map(({ path, text }) => (text === undefined ? `D ${path}\n` : `M 100644 inline ${path}\n${data(text)}`)),
    '\nget-mark :1\ndone\n',
  ].join('');
};

// What a power cut must not take back is on the disk before it is answered; git itself leaves a new object to the system.
const WORDS = ['-c', 'core.fsync=committed,loose-object,reference', 'fast-import', '--quiet', '--done', '--date-format=raw'];

// Longer than any push holds the branch: whoever left a lock for so long was killed.
const STALE = 10_000;

/** What git locks on its way to a new tip: the branch, and HEAD, which names it. */
const locksOf = (branch: string): string[] => [`refs/heads/${branch}.lock`, 'HEAD.lock'];

/** Takes away the locks that nobody holds any more. */
const dropStaleLocks = (repository: string, branch: string): void => {
  for (const name of locksOf(branch)) {
    const lock = join(repository, name);
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > STALE) rmSync(lock, { force: true });
  }
};

/**
 * Puts one commit upon `head`: whole, or not at all, and only if the branch has not gone elsewhere since.
 * @returns the commit, or nothing where somebody else was faster or holds the branch just now
 * @throws RepositoryFault
 */
export const commitUpon = async (repository: string, branch: string, head: string, change: Change): Promise<string | undefined> => {
  const child = spawn('git', ['-C', repository, ...WORDS], { env: environment(), stdio: 'pipe' });
  let said = '';
  let complained = '';
  child.stdout.on('data', (piece) => {
    said += String(piece);
  });
  child.stderr.on('data', (piece) => {
    complained += String(piece);
  });
  child.stdin.on('error', () => undefined); // its end is told by the code
  child.stdin.end(streamOf(branch, head, change, Date.now()));
  const [code]: unknown[] = await once(child, 'close');
  if (code === 0) return said.trim();
  // What it writes for whoever mends fast-import itself.
  rmSync(join(repository, `fast_import_crash_${child.pid}`), { force: true });
  if (/does not contain|cannot lock ref|Unable to create .*\.lock/i.test(complained)) {
    dropStaleLocks(repository, branch);
    return undefined;
  }
  throw new RepositoryFault(/No space left|Out of diskspace|Disk quota/i.test(complained) ? 'full' : 'away', complained.slice(0, 500));
};
