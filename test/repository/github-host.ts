import { execFileSync } from 'node:child_process';
import * as z from 'zod';
import { type Bare, git } from './bare.ts';
import { type Answer, type Call, stand } from './host.ts';

export const TOKEN = 'github_pat_secret';

const run = (dir: string, words: string[], input: string, env: Record<string, string> = {}): string =>
  execFileSync('git', ['-C', dir, ...words], { input, encoding: 'utf8', env: { ...process.env, ...env } }).trim();

const treeWanted = z.object({
  base_tree: z.string(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.literal('100644'),
      type: z.literal('blob'),
      content: z.string().optional(),
      sha: z.null().optional(),
    }),
  ),
});
const person = z.object({ name: z.string(), email: z.string(), date: z.iso.datetime() });
const commitWanted = z.object({ message: z.string(), tree: z.string(), parents: z.tuple([z.string()]), author: person });
const moveWanted = z.object({ sha: z.string(), force: z.literal(false) });

/** GitHub's Git data API over a bare repository, as docs.github.com/rest/git has it. */
export const githubHost = ({ dir }: Bare) => {
  const treeBody = (id: string) => ({
    sha: id,
    truncated: false,
    tree: git(dir, '-c', 'core.quotePath=false', 'ls-tree', id)
      .split('\n')
      .filter(Boolean)
      .map((line) => {
        const [, mode, type, sha, path] = /^(\d+) (\w+) ([0-9a-f]+)\t(.*)$/.exec(line) ?? [];
        return { mode, type, sha, path };
      }),
  });
  const kind = (id: string) => {
    try {
      return git(dir, 'cat-file', '-t', id);
    } catch {
      return undefined;
    }
  };
  const lost: Answer = { status: 404, body: { message: 'Not Found' } };

  const makeTree = (body: unknown): Answer => {
    const wanted = treeWanted.parse(body);
    const env = { GIT_INDEX_FILE: `${dir}/stand-in-${Math.random()}` };
    run(dir, ['read-tree', wanted.base_tree], '', env);
    for (const { path, content } of wanted.tree) {
      const line =
        content === undefined ? `0 ${'0'.repeat(40)}\t${path}` : `100644 ${run(dir, ['hash-object', '-w', '--stdin'], content)}\t${path}`;
      // "Returns an error if you try to delete a file that does not exist."
      if (content === undefined && run(dir, ['ls-files', '--', path], '', env) === '')
        return { status: 422, body: { message: 'GitRPC::BadObjectState' } };
      run(dir, ['update-index', '--add', '--index-info'], line, env);
    }
    return { status: 201, body: treeBody(run(dir, ['write-tree'], '', env)) };
  };

  const makeCommit = (body: unknown): Answer => {
    const { message, tree, parents, author } = commitWanted.parse(body);
    const env = {
      ...{ GIT_AUTHOR_NAME: author.name, GIT_AUTHOR_EMAIL: author.email, GIT_AUTHOR_DATE: author.date },
      ...{ GIT_COMMITTER_NAME: author.name, GIT_COMMITTER_EMAIL: author.email },
    };
    return { status: 201, body: { sha: run(dir, ['commit-tree', tree, '-p', parents[0]], message, env), tree: { sha: tree } } };
  };

  const move = (body: unknown): Answer => {
    const { sha } = moveWanted.parse(body);
    const now = git(dir, 'rev-parse', 'refs/heads/main');
    if (git(dir, 'rev-list', '--count', `${sha}..${now}`) !== '0')
      return { status: 422, body: { message: 'Update is not a fast forward' } };
    git(dir, 'update-ref', 'refs/heads/main', sha, now);
    return { status: 200, body: { ref: 'refs/heads/main', object: { type: 'commit', sha } } };
  };

  return stand(({ method, path, body, headers }: Call): Answer => {
    if (headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, body: { message: 'Bad credentials' } };
    const at = /^\/repos\/jiedao\/content\/git\/(.*)$/.exec(path)?.[1];
    const [what = '', id = ''] = at?.split(/\/(.*)/s) ?? [];
    if (method === 'POST' && at === 'trees') return makeTree(body);
    if (method === 'POST' && at === 'commits') return makeCommit(body);
    if (method === 'PATCH' && at === 'refs/heads/main') return move(body);
    if (method !== 'GET') return lost;
    if (at === 'ref/heads/main')
      return { status: 200, body: { ref: 'refs/heads/main', object: { type: 'commit', sha: git(dir, 'rev-parse', 'main') } } };
    if (what === 'commits' && kind(id) === 'commit')
      return { status: 200, body: { sha: id, tree: { sha: git(dir, 'rev-parse', `${id}^{tree}`) } } };
    // A tree's id, or a name that leads to one.
    if (what === 'trees' && (kind(id) === 'tree' || kind(id) === 'commit')) return { status: 200, body: treeBody(id) };
    if (what === 'blobs' && kind(id) === 'blob') {
      const bytes = execFileSync('git', ['-C', dir, 'cat-file', 'blob', id]);
      // Their base64 comes in lines.
      return {
        status: 200,
        body: { sha: id, size: bytes.length, encoding: 'base64', content: bytes.toString('base64').replace(/(.{60})/g, '$1\n') },
      };
    }
    return lost;
  });
};
