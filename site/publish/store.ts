import { hash } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Entry, type Hash, hashIn, objectAt, packIn } from './release.ts';

// Most pages pack into less: the buffer of 16 KB that is usual costs a fifth of the time.
const CHUNK = { chunkSize: 8192 };
// Higher levels save 2 % for twice the time.
const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 5 };
const isText = (path: string): boolean => /\.(html|json|js|css|svg|txt|xml|ics)$/.test(path);

/** So many packs may hold the pages of one compound: beyond, all of them are packed anew, and the old packs can go. */
const PACKS = 8;

/** The name of some bytes. */
export const hashOf = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'hex').slice(0, 40);

const makeFolders = (store: string): void => {
  for (let at = 0; at < 256; at++) mkdirSync(join(store, 'objects', at.toString(16).padStart(2, '0')), { recursive: true });
  mkdirSync(join(store, 'releases'), { recursive: true });
};

const packed = (path: string, bytes: Uint8Array): Uint8Array[] =>
  isText(path)
    ? [
        bytes,
        brotliCompressSync(bytes, { ...CHUNK, params: { ...BROTLI, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
        gzipSync(bytes, CHUNK),
      ]
    : [bytes];

/** Where published files are written, each under the name of its content, and never changed. */
export const openStore = (store: string) => {
  if (!statSync(join(store, 'releases'), { throwIfNoEntry: false })) makeFolders(store);
  let written = 0;

  const put = (name: Hash, pieces: readonly Uint8Array[]): void => {
    const file = objectAt(store, name);
    const bytes = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    // A publisher that was killed may have left a part of it.
    if (!bytes || statSync(file, { throwIfNoEntry: false })?.size === bytes.length) return;
    writeFileSync(file, bytes);
  };

  return {
    /** Keeps a value, where it lies under the hash of its JSON. */
    putJson: (value: unknown): Hash => {
      const bytes = Buffer.from(JSON.stringify(value));
      const name = hashOf(bytes);
      put(name, [bytes]);
      return name;
    },
    /**
     * Keeps the files of one compound, committee or of the town, plain and packed, in one piece: a city's pages one by one
     * would be a million and a half files.
     * @param before how those that stayed the same lie already
     */
    putFiles: (files: ReadonlyMap<string, Uint8Array>, before: Readonly<Record<string, Entry>> = {}): Record<string, Entry> => {
      const hashes = new Map([...files].map(([path, bytes]) => [path, hashOf(bytes)]));
      const old = [...hashes].flatMap(([path, name]): [string, Entry][] => {
        const entry = before[path];
        return entry && hashIn(entry) === name ? [[path, entry]] : [];
      });
      const kept = new Map(new Set(old.map(([, entry]) => packIn(entry))).size < PACKS ? old : []);
      const fresh = [...files].filter(([path]) => !kept.has(path));
      const pack = hashOf(Buffer.from(fresh.map(([path]) => hashes.get(path)).join()));
      const pieces: Uint8Array[] = [];
      const entries: Record<string, Entry> = {};
      let at = 0;
      for (const [path, bytes] of files) {
        const known = kept.get(path);
        if (known) {
          entries[path] = known;
          continue;
        }
        const parts = packed(path, bytes);
        pieces.push(...parts);
        const [plain = 0, br = 0, gzip = 0] = parts.map(({ length }) => length);
        entries[path] = [hashes.get(path), pack, at, plain, br, gzip].join(' ');
        at += plain + br + gzip;
        if (before[path] === undefined || hashIn(before[path]) !== hashes.get(path)) written++;
      }
      if (pieces.length > 0) put(pack, pieces);
      return entries;
    },
    /** How many files were new since it was opened. */
    written: () => written,
  };
};
export type Store = ReturnType<typeof openStore>;
