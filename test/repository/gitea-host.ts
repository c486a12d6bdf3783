import { execFileSync } from 'node:child_process';
import * as z from 'zod';
import { type Bare, git } from './bare.ts';
import { type Answer, type Call, stand } from './host.ts';

export const TOKEN = 'gitea-secret';

const person = z.object({ name: z.string(), email: z.string() });
const wanted = z.object({
  branch: z.literal('main'),
  message: z.string(),
  author: person,
  committer: person,
  files: z.array(
    z.object({
      operation: z.enum(['create', 'update', 'delete']),
      path: z.string(),
      sha: z.string().optional(),
      content: z.string().optional(),
    }),
  ),
});

/** Gitea's contents API over a bare repository, as its routers/api/v1/repo/file.go has it. */
export const giteaHost = ({ dir }: Bare) => {
  const idOf = (path: string): string | undefined => {
    try {
      return git(dir, 'rev-parse', '--verify', '--quiet', `main:${path}`);
    } catch {
      return undefined;
    }
  };
  const lost: Answer = { status: 404, body: { message: 'GetContentsOrList', errors: ['object does not exist'] } };
  const entryOf = (path: string, sha: string, type: 'file' | 'dir') => ({
    name: path.split('/').at(-1),
    path,
    sha,
    type,
    content: null,
    encoding: null,
  });

  const contents = (path: string): Answer => {
    const id = idOf(path);
    if (!id) return lost;
    if (git(dir, 'cat-file', '-t', id) === 'blob') {
      const bytes = execFileSync('git', ['-C', dir, 'cat-file', 'blob', id]);
      return { status: 200, body: { ...entryOf(path, id, 'file'), content: bytes.toString('base64'), encoding: 'base64' } };
    }
    const lines = git(dir, 'ls-tree', id).split('\n').filter(Boolean);
    const entries = lines.map((line) => {
      const [, type, sha = '', name] = /^\d+ (\w+) ([0-9a-f]+)\t(.*)$/.exec(line) ?? [];
      return entryOf([path, name].filter(Boolean).join('/'), sha, type === 'blob' ? 'file' : 'dir');
    });
    return { status: 200, body: entries };
  };

  const change = (body: unknown): Answer => {
    const { message, author, files } = wanted.parse(body);
    const refuse = (text: string): Answer => ({ status: 422, body: { message: text } });
    for (const { operation, path, sha } of files) {
      const there = idOf(path);
      if (operation === 'create' && there) return refuse(`repository file already exists [path: ${path}]`);
      if (operation !== 'create' && !there) return { status: 404, body: { message: `repository file does not exist [path: ${path}]` } };
      if (operation !== 'create' && sha !== there) return refuse(`sha does not match [given: ${sha}, expected: ${there}]`);
    }
    const env = { ...process.env, GIT_INDEX_FILE: `${dir}/stand-in-${Math.random()}` };
    const run = (words: string[], input: string | Buffer = '', more = {}) =>
      execFileSync('git', ['-C', dir, ...words], { input, encoding: 'utf8', env: { ...env, ...more } }).trim();
    run(['read-tree', 'main']);
    for (const { path, content } of files) {
      const id = content === undefined ? undefined : run(['hash-object', '-w', '--stdin'], Buffer.from(content, 'base64'));
      run(['update-index', '--add', '--index-info'], id ? `100644 ${id}\t${path}` : `0 ${'0'.repeat(40)}\t${path}`);
    }
    const who = {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_COMMITTER_NAME: author.name,
      GIT_COMMITTER_EMAIL: author.email,
    };
    const commit = run(['commit-tree', run(['write-tree']), '-p', git(dir, 'rev-parse', 'main')], message, who);
    git(dir, 'update-ref', 'refs/heads/main', commit);
    const changed = files.map(({ path, operation }) => (operation === 'delete' ? null : { path, sha: idOf(path) }));
    return { status: 201, body: { commit: { sha: commit, created: new Date().toISOString() }, files: changed } };
  };

  return stand(({ method, path, query, body, headers }: Call): Answer => {
    if (headers.authorization !== `token ${TOKEN}`) return { status: 401, body: { message: 'token is required' } };
    const at = /^\/api\/v1\/repos\/jiedao\/content\/(.*)$/.exec(path)?.[1];
    if (method === 'GET' && at === 'branches/main')
      return { status: 200, body: { name: 'main', commit: { id: git(dir, 'rev-parse', 'main') } } };
    const [, file] = /^contents(?:\/(.*))?$/s.exec(at ?? '') ?? [];
    if (method === 'GET' && at?.startsWith('contents') && query.get('ref') === 'main') return contents(file ?? '');
    return method === 'POST' && at === 'contents' ? change(body) : lost;
  });
};
