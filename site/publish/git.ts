import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** One thing in git: a file's bytes, or a folder's list. */
export interface GitObject {
  id: string;
  type: string;
  bytes: Buffer;
}

/** An entry of a folder in git. */
export interface GitEntry {
  name: string;
  id: string;
  /** `100644` is a plain file, `40000` a folder, `120000` a link. */
  mode: string;
}

/** A repository that stays open: the same process answers one question after another. */
export interface Repository {
  dir: string;
  /** The object of a name: an id, or `<commit>:<path>`. */
  read: (name: string) => Promise<GitObject | undefined>;
  /** The commit of a branch or name. @throws Error where there is none */
  commitOf: (name: string) => Promise<string>;
  /** Paths that differ between two commits, and whether they are gone; nothing where that can't be told any more. */
  changed: (from: string, to: string) => Promise<{ path: string; gone: boolean }[] | undefined>;
  /** In a checkout, the path from its top to `dir`: `content`. */
  prefix: () => Promise<string>;
  close: () => void;
}

/** The entries of a folder, from the bytes of its object. */
export const entriesOf = ({ bytes }: GitObject): GitEntry[] => {
  const entries: GitEntry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    entries.push({
      mode: bytes.toString('latin1', at, space),
      name: bytes.toString('utf8', space + 1, end),
      id: bytes.toString('hex', end + 1, end + 21),
    });
    at = end + 21;
  }
  return entries;
};

/** Cuts what `git cat-file --batch` says into its answers. */
const answersIn = (onAnswer: (answer: GitObject | undefined) => void) => {
  let pieces: Buffer[] = [];
  let length = 0;
  let wanted = 0;
  return (piece: Buffer): void => {
    pieces.push(piece);
    length += piece.length;
    // Joined only when an answer can be whole: a large file would be copied again for each of its pieces.
    if (length < wanted) return;
    let rest = pieces.length === 1 ? piece : Buffer.concat(pieces);
    wanted = 0;
    for (;;) {
      const end = rest.indexOf(0x0a);
      if (end < 0) break;
      const said = rest.toString('latin1', 0, end);
      const [id = '', type = '', size] = said.split(' ');
      // `<name> missing`: and a name can have blanks.
      if (/ (missing|ambiguous)$/.test(said) || size === undefined) {
        onAnswer(undefined);
        rest = rest.subarray(end + 1);
        continue;
      }
      const after = end + 1 + Number(size) + 1;
      if (rest.length < after) {
        wanted = after;
        break;
      }
      onAnswer({ id, type, bytes: rest.subarray(end + 1, after - 1) });
      rest = rest.subarray(after);
    }
    pieces = [rest];
    length = rest.length;
  };
};

/** Opens a repository, bare or not. */
export const openRepository = (dir: string): Repository => {
  const waiting: { done: (answer: GitObject | undefined) => void; fail: (error: Error) => void }[] = [];
  let batch: ReturnType<typeof startBatch> | undefined;
  let asked = '';
  const tell = (): void => {
    batch?.stdin.write(asked);
    asked = '';
  };
  const startBatch = () => {
    const child = spawn('git', ['-C', dir, 'cat-file', '--batch'], { stdio: ['pipe', 'pipe', 'ignore'] });
    child.stdout.on(
      'data',
      answersIn((answer) => waiting.shift()?.done(answer)),
    );
    child.once('close', () => {
      batch = undefined;
      for (const { fail } of waiting.splice(0)) fail(new Error(`git cat-file ended in ${dir}`));
    });
    child.stdin.on('error', () => undefined); // its end is told above
    return child;
  };
  const git = async (...words: string[]) => (await run('git', ['-C', dir, ...words], { maxBuffer: 2 ** 30 })).stdout;
  return {
    dir,
    read: (name) =>
      new Promise((done, fail) => {
        if (name.includes('\n')) return fail(new Error('a name of one line is wanted'));
        batch ??= startBatch();
        waiting.push({ done, fail });
        // Who asks for a folder asks for all its files at once: that is one word to git.
        if (asked === '') process.nextTick(tell);
        asked += `${name}\n`;
      }),
    commitOf: async (name) => (await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`)).trim(),
    changed: async (from, to) => {
      try {
        const words = (await git('diff', '--name-status', '--no-renames', '-z', from, to)).split('\0');
        return words.flatMap((path, at) => (at % 2 === 1 ? [{ path, gone: words[at - 1] === 'D' }] : []));
      } catch {
        return undefined; // the older one was cleared away
      }
    },
    prefix: async () => (await git('rev-parse', '--show-prefix')).trim().replace(/\/$/, ''),
    close: () => batch?.kill(),
  };
};
