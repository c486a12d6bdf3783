import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { zhCN } from '../../../../domain/words/index.ts';
import { API, REPO } from '../../../editor/config.ts';
import { keptText } from '../../../editor/saving.ts';
import { shownText } from '../../../editor/shown.ts';
import { leavesUnder } from '../../../editor/tree.ts';
import type { Duty } from '../../../duty.ts';
import type { Portal } from '../../../host.ts';
import { Refusal } from '../../../refusal.ts';
import { identityOf } from '../../../repository/author.ts';
import { verdictOn } from '../../../repository/check.ts';
import { type Content, contentFor, repositoryOf } from '../../../repository/content.ts';
import { packed, unpacked } from '../../../repository/remote.ts';
import { type Edit, type Kept, type Repository, RepositoryFault, type RepositoryTrouble } from '../../../repository/repository.ts';
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

const wanted = z.object({ files: z.array(z.string()).max(50) });
const changed = z.object({
  message: z.string().max(500),
  files: z
    .array(
      z.object({
        operation: z.enum(['create', 'update', 'delete']),
        path: z.string(),
        content: z.string().optional(),
        sha: z.string().optional(),
        from_path: z.string().optional(),
      }),
    )
    .min(1)
    .max(20),
});
type Sent = z.infer<typeof changed>['files'][number];

const sentIn = async <Schema extends z.ZodType>(c: Context<Portal>, schema: Schema): Promise<z.output<Schema>> => {
  const { success, data } = schema.safeParse(await c.req.json().catch(() => undefined));
  if (!success) throw new Refusal(422, zhCN.asking.unreadable);
  return data;
};

interface Desk {
  repository: Repository;
  content: Content;
  duty: Duty;
}

const shown = async (repository: Repository, { path, text }: Kept): Promise<string> => {
  const verdict = await verdictOn(repository, path, text);
  // What is faulty is shown as it is, for it is here that it can be put right.
  return 'faults' in verdict ? text : shownText(verdict.kind, verdict.value as never, verdict.body);
};

/** One change of the editor's, as edits upon the blobs that it has seen. */
const editsOf = async (
  { repository, content }: Desk,
  { operation, path, content: sent = '', sha, from_path: from = path }: Sent,
): Promise<Edit[]> => {
  if (!content.isOwn(path) || !content.isOwn(from)) throw new Refusal(403, words.notOwn);
  if (operation === 'delete') return [{ path, text: undefined, base: sha }];
  const before = operation === 'create' ? undefined : (await content.read(from))?.text;
  const text = await keptText(repository, path, unpacked(sent), before);
  if (from === path) return [{ path, text, base: operation === 'create' ? undefined : sha }];
  return [
    { path: from, text: undefined, base: sha },
    { path, text, base: undefined },
  ];
};

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
        return await handler(c, { duty, repository: repositoryOf(c.env), content: contentFor(c.env, duty) });
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
          async (one) => one && { path: one.path, sha: one.blob, encoding: 'base64', content: packed(await shown(repository, one)) },
        ),
      ),
    );
  });

  on(`GET ${BASE}/raw/*`, async (c, { repository, content }) => {
    const path = decodeURIComponent(new URL(c.req.url).pathname.slice(`${BASE}/raw/`.length));
    const kept = content.isOwn(path) ? await content.read(path) : undefined;
    return kept ? c.text(await shown(repository, kept)) : c.json({ message: words.notOwn }, 404);
  });

  on(`GET ${BASE}/commits`, (c) => c.json([]));

  on(`POST ${BASE}/contents`, async (c, desk) => {
    const { message, files } = await sentIn(c, changed);
    const edits = (await Promise.all(files.map((file) => editsOf(desk, file)))).flat();
    const written = await desk.content.write(edits, message);
    if ('conflicts' in written) throw new Refusal(409, words.conflict);
    const saved = files.map(({ operation, path }) => (operation === 'delete' ? null : { path, sha: written.blobs[path] }));
    return c.json({ commit: { sha: written.commit, created: new Date().toISOString() }, files: saved }, 201);
  });

  return app;
};
