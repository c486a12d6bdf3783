import * as z from 'zod';
import { identityOf, messageOf } from './author.ts';
import type { RemotePlace } from './place.ts';
import { inAddress, packed, remote, unpacked } from './remote.ts';
import type { Change, Kept, Repository, Written } from './repository.ts';
import { tries } from './tries.ts';

const sha = z.string().regex(/^[0-9a-f]{40}$/);
const entry = z.object({ name: z.string(), type: z.string(), sha });
const file = entry.extend({ content: z.string().nullable(), encoding: z.string().nullable() });
const written = z.object({ commit: z.object({ sha }), files: z.array(z.object({ path: z.string(), sha }).nullable()).nullable() });

/** A repository on Gitea (1.24 or newer) or Forgejo, over its contents API: several files in one commit, each with the blob it was read at. */
export const giteaRepository = ({ host, owner, name, branch, folder }: RemotePlace, token: string, patience?: number): Repository => {
  const { ask } = remote(`${host}/api/v1/repos/${owner}/${name}`, { authorization: `token ${token}` }, patience);
  const inside = (path: string): string => [folder, path].filter(Boolean).join('/');
  const contents = async (path: string) => {
    const at = inside(path);
    return ask(`/contents${at && `/${inAddress(at)}`}?ref=${encodeURIComponent(branch)}`, [200, 404]);
  };
  // 404 is said of a file that is not there and of a repository that may not be seen.
  const orRefused = async <Nothing>(nothing: Nothing): Promise<Nothing> => {
    await ask(`/branches/${inAddress(branch)}`, [200]);
    return nothing;
  };

  const read = async (path: string): Promise<Kept | undefined> => {
    const answer = await contents(path);
    if (answer.status === 404) return orRefused(undefined);
    const found = answer.as(z.union([file, z.array(entry)]));
    if (Array.isArray(found) || found.type !== 'file') return undefined;
    return { path, text: unpacked(found.content ?? ''), blob: found.sha };
  };

  const attempt = async (change: Change): Promise<Written | undefined> => {
    const there = await Promise.all(change.edits.map(async ({ path, base }) => ({ path, base, theirs: await read(path) })));
    const conflicts = there.filter(({ base, theirs }) => base !== theirs?.blob).map(({ path, theirs }) => ({ path, theirs }));
    if (conflicts.length > 0) return { conflicts };
    const author = identityOf(change.author);
    const files = change.edits.map(({ path, text, base }) => ({
      ...{ operation: text === undefined ? 'delete' : base === undefined ? 'create' : 'update', path: inside(path) },
      ...(base !== undefined && { sha: base }),
      ...(text !== undefined && { content: packed(text) }),
    }));
    const body = { branch, message: messageOf(change), author, committer: author, files };
    // What the blobs no longer fit is told by 422, 409 or 404, by version; that the branch moved meanwhile by 409 or 500.
    const answer = await ask('/contents', [201, 404, 409, 422, 500], { method: 'POST', body });
    if (answer.status !== 201) return undefined;
    const done = answer.as(written);
    const blobs = change.edits.map(({ path, text }, at) => [path, text === undefined ? undefined : done.files?.[at]?.sha] as const);
    return { commit: done.commit.sha, blobs: Object.fromEntries(blobs) };
  };

  return {
    read,
    list: async (at) => {
      const answer = await contents(at);
      if (answer.status === 404) return orRefused([]);
      const found = answer.as(z.union([z.array(entry), file]));
      return (Array.isArray(found) ? found : []).flatMap(({ name: one, type, sha: blob }) =>
        type === 'file' || type === 'dir' ? [{ name: one, kind: type === 'file' ? ('file' as const) : ('folder' as const), blob }] : [],
      );
    },
    // A refusal of the blobs is looked at again: it is a conflict then, or somebody else was only faster.
    write: (change) => tries(() => attempt(change)),
  };
};
