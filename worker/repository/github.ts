import * as z from 'zod';
import { identityOf, messageOf } from './author.ts';
import type { RemotePlace } from './place.ts';
import { inAddress, remote, unpacked } from './remote.ts';
import type { Change, Kept, Repository, Written } from './repository.ts';
import { tries } from './tries.ts';

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const reference = z.object({ object: z.object({ sha }) });
const commit = z.object({ sha, tree: z.object({ sha }) });
const tree = z.object({ sha, tree: z.array(z.object({ path: z.string(), type: z.string(), sha: sha.nullable() })) });
const blob = z.object({ sha, content: z.string(), encoding: z.string() });

type Entry = z.infer<typeof tree>['tree'][number];

/**
 * A repository on GitHub, over its Git data API: no clone, one commit upon the one that was looked at, and a branch that moves only
 * forward. What is read is asked for by commit, never by branch: contents by branch may be some seconds old.
 */
export const githubRepository = ({ host, owner, name, branch, folder }: RemotePlace, token: string, patience?: number): Repository => {
  const { ask } = remote(
    `${host}/repos/${owner}/${name}/git`,
    { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' },
    patience,
  );
  const inside = (path: string): string => [folder, path].filter(Boolean).join('/');

  const headOf = async (): Promise<string> => (await ask(`/ref/heads/${inAddress(branch)}`, [200])).as(reference).object.sha;
  const treeAt = async (id: string): Promise<readonly Entry[]> => (await ask(`/trees/${id}`, [200])).as(tree).tree;

  /** Folders of one look at the branch, each asked for once. */
  const lookAt = (root: string) => {
    const seen = new Map<string, Promise<readonly Entry[]>>();
    const folderAt = (path: string): Promise<readonly Entry[]> => {
      const known =
        seen.get(path) ??
        (path === '' ? treeAt(root) : entryAt(path).then((entry) => (entry?.type === 'tree' && entry.sha ? treeAt(entry.sha) : [])));
      seen.set(path, known);
      return known;
    };
    const entryAt = async (path: string): Promise<Entry | undefined> => {
      const steps = path.split('/');
      const last = steps.pop();
      return (await folderAt(steps.join('/'))).find((entry) => entry.path === last);
    };
    return { folderAt, entryAt };
  };

  const keptAt = async (look: ReturnType<typeof lookAt>, path: string): Promise<Kept | undefined> => {
    const entry = await look.entryAt(inside(path));
    if (entry?.type !== 'blob' || !entry.sha) return undefined;
    const found = (await ask(`/blobs/${entry.sha}`, [200])).as(blob);
    return { path, text: unpacked(found.content), blob: found.sha };
  };

  const attempt = async (change: Change): Promise<Written | undefined> => {
    const head = await headOf();
    const root = (await ask(`/commits/${head}`, [200])).as(commit).tree.sha;
    const look = lookAt(root);
    const there = await Promise.all(
      change.edits.map(async ({ path, base }) => ({ path, base, blob: (await look.entryAt(inside(path)))?.sha ?? undefined })),
    );
    const lost = there.filter(({ base, blob }) => base !== blob);
    if (lost.length > 0)
      return { conflicts: await Promise.all(lost.map(async ({ path }) => ({ path, theirs: await keptAt(look, path) }))) };

    const entries = change.edits.map(({ path, text }) => ({
      ...{ path: inside(path), mode: '100644', type: 'blob' },
      ...(text === undefined ? { sha: null } : { content: text }),
    }));
    const made = (await ask('/trees', [201], { method: 'POST', body: { base_tree: root, tree: entries } })).as(tree).sha;
    const author = { ...identityOf(change.author), date: new Date().toISOString() };
    const body = { message: messageOf(change), tree: made, parents: [head], author };
    const mine = (await ask('/commits', [201], { method: 'POST', body })).as(commit).sha;
    // 422 says that this would not move the branch forward, 409 that it moves just now: somebody else was faster.
    const moved = await ask(`/refs/heads/${inAddress(branch)}`, [200, 409, 422], { method: 'PATCH', body: { sha: mine, force: false } });
    if (moved.status !== 200) return undefined;
    const after = lookAt(made);
    const blobs = await Promise.all(
      change.edits.map(async ({ path }) => [path, (await after.entryAt(inside(path)))?.sha ?? undefined] as const),
    );
    return { commit: mine, blobs: Object.fromEntries(blobs) };
  };

  // Reads that begin together look at one commit, and ask for its folders once.
  let looking: Promise<ReturnType<typeof lookAt>> | undefined;
  const lookNow = (): Promise<ReturnType<typeof lookAt>> =>
    (looking ??= headOf()
      .then(lookAt)
      .finally(() => {
        looking = undefined;
      }));

  return {
    read: async (path) => keptAt(await lookNow(), path),
    list: async (at) => {
      const entries = await (await lookNow()).folderAt(inside(at));
      return entries.flatMap(({ path, type, sha: id }) =>
        id && (type === 'blob' || type === 'tree')
          ? [{ name: path, kind: type === 'blob' ? ('file' as const) : ('folder' as const), blob: id }]
          : [],
      );
    },
    write: (change) => tries(() => attempt(change)),
  };
};
