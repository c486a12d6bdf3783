import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type * as z from 'zod';
import { zhCN } from '../../../../domain/words/index.ts';
import { API, REPO } from '../../../editor/config.ts';
import { changed, editsOf, shownFile, wanted } from '../../../editor/sent.ts';
import { leavesUnder } from '../../../editor/tree.ts';
import type { Duty } from '../../../duty.ts';
import type { Portal } from '../../../host.ts';
import { Refusal } from '../../../refusal.ts';
import { identityOf } from '../../../repository/author.ts';
import { type Content, contentFor, repositoryOf } from '../../../repository/content.ts';
import { packed } from '../../../repository/remote.ts';
import { type Repository, RepositoryFault, type RepositoryTrouble } from '../../../repository/repository.ts';
import { noteEdited } from '../../../records/edits.ts';
import { bound, param, type Rules } from '../rules.ts';

const words = zhCN.desk.editor;
const BASE = `${API}/repos/${REPO.owner}/${REPO.name}` as const;
const rule = { right: 'press', api: true } as const;

/** What of Gitea's API the editor asks, and no more. https://docs.gitea.com/api/1.24/ */
export const API_RULES = {
  [`GET ${API}/version`]: rule,
  [`GET ${API}/user`]: rule,
  [`GET ${API}/settings/api`]: rule,
  [`GET ${BASE}`]: rule,
  [`GET ${BASE}/branches/${REPO.branch}`]: rule,
  [`GET ${BASE}/git/trees/:tree`]: rule,
  [`POST ${BASE}/file-contents`]: rule,
  [`GET ${BASE}/raw/*`]: rule,
  [`GET ${BASE}/commits`]: rule,
  [`POST ${BASE}/contents`]: rule,
} as const satisfies Rules;

const STATUS = { away: 503, refused: 503, full: 507, unset: 501 } as const satisfies Record<RepositoryTrouble, ContentfulStatusCode>;

const sentIn = async <Schema extends z.ZodType>(c: Context<Portal>, schema: Schema): Promise<z.output<Schema>> => {
  const { success, data } = schema.safeParse(await c.req.json().catch(() => undefined));
  if (!success) throw new Refusal(422, zhCN.asking.unreadable);
  return data;
};

const pathIn = (address: string): string | undefined => {
  try {
    return decodeURIComponent(address);
  } catch {
    return undefined; // what is no address names no file
  }
};

interface Desk {
  repository: Repository;
  content: Content;
  duty: Duty;
}

const blobsNow = (content: Content, { scope }: Duty) =>
  leavesUnder(content, [scope.compound ? `${scope.committee}/${scope.compound}` : (scope.committee ?? '')]);

// A name for how all of one's own files are now: the editor asks again for what it has not seen.
const headOf = async (content: Content, { scope }: Duty): Promise<string> => {
  const entries = await content.list(scope.compound ? (scope.committee ?? '') : '');
  const names = entries.map(({ name, blob }) => `${name} ${blob}`).sort();
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(names.join('\n')));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** A small face of Gitea's API over the desk's own writer: every call has the desk's session, and sees one's own files. */
export const apiRoutes = () => {
  const app = new Hono<Portal>({ strict: false });
  const { on: bind } = bound(app, API_RULES);

  const on = (key: keyof typeof API_RULES & string, handler: (c: Context<Portal>, desk: Desk) => Promise<Response> | Response): void =>
    bind(key, async (c, duty) => {
      try {
        const repository = repositoryOf(c.env);
        return await handler(c, { duty, repository, content: contentFor({ REPOSITORY: repository }, duty) });
      } catch (error) {
        // The editor shows the sentence of such an answer, and keeps what was typed.
        if (error instanceof RepositoryFault) return c.json({ message: words.trouble[error.trouble] }, STATUS[error.trouble]);
        if (error instanceof Refusal) return c.json({ message: error.sentence }, error.status);
        throw error;
      }
    });

  on(`GET ${API}/version`, (c) => c.json({ version: '1.24.0' }));

  on(`GET ${API}/user`, (c, { duty: { person } }) => {
    const { name, email } = identityOf(person);
    return c.json({ id: 1, login: name, full_name: name, email, avatar_url: '/favicon.svg', html_url: '/desk' });
  });

  on(`GET ${API}/settings/api`, (c) =>
    c.json({ default_paging_num: 20, max_response_items: 50, default_max_blob_size: 1_000_000, default_max_response_size: 2_000_000 }),
  );

  on(`GET ${BASE}`, (c) => c.json({ default_branch: REPO.branch, permissions: { pull: true, push: true, admin: false } }));

  on(`GET ${BASE}/branches/${REPO.branch}`, async (c, { content, duty }) =>
    c.json({ name: REPO.branch, commit: { id: await headOf(content, duty), message: '' } }),
  );

  on(`GET ${BASE}/git/trees/:tree`, async (c, { content, duty }) => {
    const leaves = await blobsNow(content, duty);
    const tree = leaves.map(({ path, blob }) => ({ path, type: 'blob', mode: '100644', sha: blob, size: 1000 }));
    return c.json({ sha: param(c, 'tree'), tree, truncated: false });
  });

  on(`POST ${BASE}/file-contents`, async (c, { repository, content }) => {
    const { files } = await sentIn(c, wanted);
    if (!files.every(content.isOwn)) throw new Refusal(403, words.notOwn);
    const kept = await Promise.all(files.map((path) => content.read(path)));
    return c.json(
      await Promise.all(
        kept.map(
          async (one) => one && { path: one.path, sha: one.blob, encoding: 'base64', content: packed(await shownFile(repository, one)) },
        ),
      ),
    );
  });

  on(`GET ${BASE}/raw/*`, async (c, { repository, content }) => {
    const path = pathIn(new URL(c.req.url).pathname.slice(`${BASE}/raw/`.length));
    const kept = path !== undefined && content.isOwn(path) ? await content.read(path) : undefined;
    return kept ? c.text(await shownFile(repository, kept)) : c.json({ message: words.notOwn }, 404);
  });

  on(`GET ${BASE}/commits`, (c) => c.json([]));

  on(`POST ${BASE}/contents`, async (c, desk) => {
    const { message, files } = await sentIn(c, changed);
    const edits = (await Promise.all(files.map((file) => editsOf(desk, file)))).flat();
    const written = await desk.content.write(edits, message);
    if ('conflicts' in written) throw new Refusal(409, words.conflict);
    await noteEdited(desk.duty, written.commit, Object.keys(written.blobs));
    const saved = files.map(({ operation, path }) => (operation === 'delete' ? null : { path, sha: written.blobs[path] }));
    return c.json({ commit: { sha: written.commit, created: new Date().toISOString() }, files: saved }, 201);
  });

  return app;
};
