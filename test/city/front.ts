import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

const run = (...words: string[]) => execFileSync(process.execPath, ['worker/city/city.ts', ...words], { stdio: 'pipe' });
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** The front page of the generated city, drawn as its command draws it. @returns its folder */
export const drawFront = (): string => {
  const root = mkdtempSync(join(tmpdir(), 'front-'));
  run('sample', root);
  run('index', join(root, 'city.yaml'), join(root, 'front'), '--catalogues', join(root, 'sites'));
  return join(root, 'front');
};

/** Serves a folder of static files, with the policy that its `_headers` sends. */
export const serve = async (folder: string): Promise<{ url: string; server: Server }> => {
  const policy = /Content-Security-Policy: (.*)/.exec(readFileSync(join(folder, '_headers'), 'utf8'))?.[1] ?? '';
  const server = createServer((request, response) => {
    const path = join(folder, new URL(request.url ?? '/', 'http://front.invalid').pathname);
    const file = existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path;
    if (!existsSync(file)) return response.writeHead(404).end();
    return response
      .writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? '', 'Content-Security-Policy': policy })
      .end(readFileSync(file));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, server };
};
