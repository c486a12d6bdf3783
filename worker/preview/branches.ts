import { createHash } from 'node:crypto';
import { git } from '../box/git.ts';

/** A branch, and the first part of the host name under which it is shown. */
export interface Branch {
  name: string;
  commit: string;
  label: string;
}

// A host name knows letters, digits and strokes; what is left out is told apart by a hash.
const labelOf = (name: string): string => {
  const label = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  if (label === name) return label;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return label ? `${label}-${hash}` : hash;
};

/** The branches of a repository. */
export const branchesOf = async (repository: string): Promise<Branch[]> => {
  const lines = await git('-C', repository, 'for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads');
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const name = line.slice(line.indexOf(' ') + 1).replace('refs/heads/', '');
      return { name, commit: line.slice(0, line.indexOf(' ')), label: labelOf(name) };
    });
};
