import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openPublisher } from '../../site/publish/publisher.ts';
import { broughtBy, type Judged } from '../../site/receive/door.ts';
import { liveRelease, type Release } from '../box/release.ts';
import { type Branch, branchesOf } from './branches.ts';

/** So many branches are kept drawn; the one that nobody has looked at for the longest goes first. */
const MOST = 5;

/** A branch as it is drawn. */
export interface Drawn {
  branch: Branch;
  release: Release;
  /** What the door would say of it. */
  judged: Judged;
}

type Kept = Awaited<ReturnType<typeof openPublisher>> & { store: string; release: () => Release };

/** Draws branches of a repository when somebody looks at them. @param published the branch that is published */
export const openShelf = (repository: string, published: string, env: NodeJS.ProcessEnv) => {
  const folder = mkdtempSync(join(tmpdir(), 'preview-'));
  const kept = new Map<string, Kept>();
  // The templates draw one town at a time.
  let turn: Promise<unknown> = Promise.resolve();

  const drop = (name: string): void => {
    const one = kept.get(name);
    kept.delete(name);
    one?.close();
    if (one) rmSync(one.store, { recursive: true, force: true });
  };
  const tidy = (branches: readonly Branch[]): void => {
    for (const name of [...kept.keys()]) if (!branches.some((branch) => branch.name === name)) drop(name);
    for (const name of [...kept.keys()].slice(0, -MOST)) drop(name);
  };
  const open = async (name: string): Promise<Kept> => {
    const store = mkdtempSync(join(folder, 'branch-'));
    const publisher = await openPublisher({ store, repository, branch: `refs/heads/${name}`, env });
    return { ...publisher, store, release: liveRelease(store) };
  };
  const draw = async (branch: Branch, branches: readonly Branch[]): Promise<Drawn> => {
    const one = kept.get(branch.name) ?? (await open(branch.name));
    kept.delete(branch.name);
    kept.set(branch.name, one);
    tidy(branches);
    await one.publish();
    return { branch, release: one.release(), judged: await broughtBy(repository, `refs/heads/${published}`, branch.commit) };
  };

  return {
    branches: () => branchesOf(repository),
    /** The branch of a label, drawn as it is now; nothing where there is none. @throws Error where it can't be drawn */
    find: async (label: string): Promise<Drawn | undefined> => {
      const branches = await branchesOf(repository);
      const branch = branches.find((one) => one.label === label);
      if (!branch) return undefined;
      const drawn = turn.then(() => draw(branch, branches));
      turn = drawn.catch(() => undefined);
      return drawn;
    },
    close: async () => {
      await turn;
      for (const name of [...kept.keys()]) drop(name);
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
export type Shelf = ReturnType<typeof openShelf>;
