import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Policy, policyIn } from './policy.ts';

/** A file of a release: what it says, as it is and packed beforehand. */
export interface Held {
  /** Names the content: the same bytes have the same tag, in every release. */
  tag: string;
  plain: Buffer;
  br?: Buffer | undefined;
  gzip?: Buffer | undefined;
}

/** What was published at one moment. */
export interface Release {
  /** @param path without a slash before it: `mingdu/index.html` */
  find: (path: string) => Held | undefined;
  policy: Policy;
}

// What is asked for again and again is kept in memory, bytes; a town's pages fit several times.
const MOST = 64 * 1024 * 1024;
// Read by the host itself, shown to nobody.
const HIDDEN = new Set(['_headers', '.assetsignore']);

const readIf = (path: string): Buffer | undefined => (existsSync(path) ? readFileSync(path) : undefined);
const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
const tagOf = (content: Buffer): string => createHash('sha256').update(content).digest('base64url').slice(0, 22);

/** The release that lies in a folder, with `.br` and `.gz` beside what was packed. */
export const releaseIn = (folder: string): Release => {
  const kept = new Map<string, Held>();
  let bytes = 0;
  const read = (path: string): Held | undefined => {
    const file = join(folder, path);
    if (!isFile(file)) return undefined;
    const plain = readFileSync(file);
    return { tag: tagOf(plain), plain, br: readIf(`${file}.br`), gzip: readIf(`${file}.gz`) };
  };
  return {
    policy: policyIn(readIf(join(folder, '_headers'))?.toString() ?? ''),
    find: (path) => {
      if (HIDDEN.has(path)) return undefined;
      const known = kept.get(path);
      if (known) return known;
      const held = read(path);
      if (!held) return undefined;
      const size = held.plain.length + (held.br?.length ?? 0) + (held.gzip?.length ?? 0);
      if (bytes + size > MOST) kept.clear();
      bytes = kept.size === 0 ? size : bytes + size;
      kept.set(path, held);
      return held;
    },
  };
};

// How long a swapped release may go unseen, ms.
const LOOKED = 100;

/** The release that is current whenever one asks: `current` is a link, and a publish or a roll-back changes it in one step. */
export const currentRelease = (site: string): (() => Release) => {
  const link = join(site, 'current');
  let target = '';
  let release: Release | undefined;
  let looked = 0;
  return () => {
    const now = performance.now();
    if (release && now - looked < LOOKED) return release;
    looked = now;
    const found = readlinkSync(link);
    if (!release || found !== target) release = releaseIn(join(site, found));
    target = found;
    return release;
  };
};
