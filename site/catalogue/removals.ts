import { DAY, type Instant } from '../../domain/clock.ts';
import { WITHDRAWN_KEPT } from '../../domain/withdrawal.ts';
import { git } from './history.ts';

/** A notice's file that a commit took away. */
export interface Removal {
  /** Under the content folder. */
  file: string;
  /** Real time of that commit, ms. */
  at: Instant;
  commit: string;
  /** What the file last said. */
  blob: string;
}

/** What was taken away up to a commit. */
export interface Removals {
  commit: string;
  all: readonly Removal[];
}

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);

// A notice that got another name in its folder is still there; one that went to another folder is taken from who read it here.
const removedBy = (status: string, from: string, to: string): boolean => status === 'D' || folderOf(from) !== folderOf(to);

const removalsIn = (said: string, inside: string): Removal[] => {
  const words = said.split('\0');
  const found: Removal[] = [];
  let commit = '';
  let at = 0;
  for (let next = 0; next < words.length; ) {
    const word = (words[next++] ?? '').trimStart();
    if (word.startsWith('commit ')) {
      const [, hash = '', seconds] = word.split(' ');
      [commit, at] = [hash, Number(seconds) * 1000];
    } else if (word.startsWith(':')) {
      const [mode = '', , blob = '', , status = ''] = word.slice(1).split(' ');
      const from = words[next++] ?? '';
      const to = status.startsWith('R') ? (words[next++] ?? '') : '';
      if (mode.startsWith('100') && from.startsWith(inside) && removedBy(status, from, to))
        found.push({ file: from.slice(inside.length), at, commit, blob });
    }
  }
  return found;
};

// Along the first parents: what the branch had, whatever else was tried beside it.
const LOG = ['log', '--first-parent', '--diff-merges=first-parent', '--diff-filter=DR', '-M50%', '-l1000', '--raw', '--no-abbrev', '-z'];
const PLAIN = ['--no-relative', '--no-show-signature', '--no-notes', '--format=commit %H %ct'];

const logged = (dir: string, prefix: string, ...range: string[]): Removal[] => {
  const inside = prefix ? `${prefix}/` : '';
  return removalsIn(git(dir, ...LOG, ...PLAIN, ...range, '--', `:(top,glob)${inside}**/notices/*.md`) ?? '', inside);
};

/** Whether a branch went on from a commit, so that what came before it is known. */
const goesOnFrom = (dir: string, earlier: string, commit: string): boolean =>
  git(dir, 'rev-list', '--first-parent', '--parents', `${earlier}..${commit}`)?.trimEnd().split('\n').at(-1)?.split(' ')[1] === earlier;

/**
 * The notices that were taken away in the last weeks before a commit, the latest first: the same for everybody who has the
 * commit, so that every host draws the same pages. Some of them may have come back since.
 * @param prefix the content's folder in the repository
 * @param known those up to an earlier commit: only what came since is looked up
 */
export const removalsUpTo = (dir: string, commit: string, prefix: string, known?: Removals): Removals => {
  if (known?.commit === commit) return known;
  const [full = '', seconds] = git(dir, 'log', '-1', '--format=%H %ct', commit)?.trim().split(' ') ?? [];
  if (!full) return { commit, all: [] };
  const since = Number(seconds) * 1000 - WITHDRAWN_KEPT * DAY;
  const all =
    known && goesOnFrom(dir, known.commit, full)
      ? [...logged(dir, prefix, `${known.commit}..${full}`), ...known.all]
      : logged(dir, prefix, `--max-age=${since / 1000}`, full);
  return { commit: full, all: all.filter(({ at }) => at >= since) };
};

/** Those of one folder, each file once. */
export const removedFrom = (removals: readonly Removal[], path: string): Removal[] => {
  if (!path.endsWith('notices')) return [];
  const here = removals.filter(({ file }) => file.startsWith(path) && folderOf(file) === `${path}/`);
  return here.filter(({ file }, at) => here.findIndex((other) => other.file === file) === at);
};
