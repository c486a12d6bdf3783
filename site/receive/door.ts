import { pushing as w } from '../../domain/words/zh-CN/pushing.ts';
import type { Fault } from '../catalogue/file.ts';
import { git } from '../catalogue/history.ts';
import { misplaced } from '../catalogue/misplaced.ts';
import { openSource } from '../publish/folder.ts';
import { openRepository } from '../publish/git.ts';
import { readReached } from './reached.ts';

/** One branch that a push moves. */
export interface Move {
  old: string;
  now: string;
  branch: string;
}

/** What is wrong with a push: one sentence for all of it, or faults of its files. */
export interface Judged {
  sentence?: string;
  faults: readonly Fault[];
  /** The content's folder in the repository, with its slash. */
  inside: string;
}

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const isNone = (commit: string): boolean => /^0+$/.test(commit);
const sameAs = (fault: Fault) => (other: Fault) =>
  other.file === fault.file && other.field === fault.field && other.message === fault.message;

const refused = (sentence: string): Judged => ({ sentence, faults: [], inside: '' });

/**
 * What one state of the content brings that another has not. A fault that lay there before is not its own, unless it touches that file;
 * but a building taken away must not break the round that names it.
 * @param dir the repository; what is pushed may still lie in git's quarantine
 */
export const broughtBy = async (dir: string, old: string, now: string): Promise<Judged> => {
  const repository = openRepository(dir);
  try {
    const openAt = await openSource(repository);
    // What was taken away has no faults.
    const sourceAt = (commit: string) => openAt(commit, { commit, all: [] });
    const source = await sourceAt(now);
    const changed = (await source.changedSince(old)) ?? [];
    const paths = changed.map(({ path }) => path);
    const there = changed.flatMap(({ path, gone }) => (gone ? [] : [path]));
    const { faults, committees } = await readReached(source, paths);
    if (committees.length === 0) return refused(w.noTown);
    const before = old === EMPTY_TREE || faults.length === 0 ? [] : (await readReached(await sourceAt(old), paths)).faults;
    const brought = [...faults, ...misplaced(there.filter((path) => path.endsWith('.md')))].filter(
      (fault) => there.includes(fault.file) || !before.some(sameAs(fault)),
    );
    return { faults: brought, inside: source.prefix ? `${source.prefix}/` : '' };
  } finally {
    repository.close();
  }
};

/** What is wrong with a push to the published branch. @param dir the bare repository */
export const judge = async (dir: string, { old, now, branch }: Move): Promise<Judged> => {
  if (isNone(now)) return refused(w.noDeleting(branch));
  if (isNone(old)) return broughtBy(dir, EMPTY_TREE, now);
  if (git(dir, 'merge-base', '--is-ancestor', old, now) === undefined) return refused(w.noRewriting(branch));
  return broughtBy(dir, old, now);
};
