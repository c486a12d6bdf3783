import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CorpusFile } from './corpus.ts';

/** Writes files as they are. */
export const writeFolder = (dir: string, files: Iterable<CorpusFile>): void => {
  let made = '';
  for (const { path, text } of files) {
    const folder = dirname(join(dir, path));
    if (folder !== made) mkdirSync(folder, { recursive: true });
    made = folder;
    writeFileSync(join(dir, path), text);
  }
};

/** Adds a commit with these files to a bare repository, and makes the repository if there is none. */
export const commitFiles = async (dir: string, files: Iterable<CorpusFile>, from?: string): Promise<void> => {
  mkdirSync(dir, { recursive: true });
  const run = async (words: readonly string[], feed?: (write: (piece: string) => Promise<void>) => Promise<void>) => {
    const child = spawn('git', ['-C', dir, ...words], { stdio: ['pipe', 'ignore', 'inherit'] });
    const ended = once(child, 'close');
    await feed?.(async (piece) => {
      if (!child.stdin.write(piece)) await once(child.stdin, 'drain');
    });
    child.stdin.end();
    const [code] = await ended;
    if (code !== 0) throw new Error(`git ${words.join(' ')} failed`);
  };
  if (!from) await run(['init', '--quiet', '--bare', '--initial-branch=main']);
  await run(['fast-import', '--quiet', '--force'], async (write) => {
    const now = Math.floor(Date.now() / 1000);
    await write(`commit refs/heads/main\ncommitter Clerk <clerk@example.org> ${now} +0800\ndata 0\n${from ? `from ${from}\n` : ''}`);
    for (const { path, text } of files) await write(`M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  });
};
