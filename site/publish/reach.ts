/** What a change of some files reaches. */
export interface Reach {
  /** Something that is for everybody. */
  town: boolean;
  /** Committees with a file of their own that changed: all their compounds show it. */
  committees: ReadonlySet<string>;
  /** By committee: compounds with a file that changed, or that are gone. */
  compounds: ReadonlyMap<string, ReadonlySet<string>>;
}

const ofEverybody = (first: string): boolean => first === 'notices' || first === 'services' || first === 'town.md';
const ofCommittee = (second: string): boolean => second === 'notices' || second === 'services' || second === 'committee.md';

/** A file's folder says whom it is for, so it says what must be drawn again. @param paths under the content folder */
export const reachOf = (paths: readonly string[]): Reach => {
  const committees = new Set<string>();
  const compounds = new Map<string, Set<string>>();
  let town = false;
  for (const path of paths) {
    const [first = '', second] = path.split('/');
    if (ofEverybody(first)) town = true;
    else if (second === undefined) continue;
    else if (ofCommittee(second)) committees.add(first);
    else compounds.set(first, (compounds.get(first) ?? new Set()).add(second));
  }
  return { town, committees, compounds };
};
