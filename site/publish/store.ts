import { hash } from 'node:crypto';
import { mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, zstdCompressSync } from 'node:zlib';
import { type Entry, type Hash, hashIn, objectAt, packIn } from './release.ts';

/** So many packs may hold the pages of one compound: beyond, all of them are written anew, and the old packs can go. */
const PACKS = 8;

// Pages of a compound say much the same: together they become a fifteenth, in a third of a millisecond.
const TIGHT = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** The name of some bytes. */
export const hashOf = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'hex').slice(0, 40);

const makeFolders = (store: string): void => {
  for (let at = 0; at < 256; at++) mkdirSync(join(store, 'objects', at.toString(16).padStart(2, '0')), { recursive: true });
  mkdirSync(join(store, 'releases'), { recursive: true });
};

/** Where published files are written, each under the name of its content, and never changed. */
export const openStore = (store: string) => {
  if (!statSync(join(store, 'releases'), { throwIfNoEntry: false })) makeFolders(store);
  let written = 0;

  const put = (name: Hash, bytes: Uint8Array): void => {
    const file = objectAt(store, name);
    // A publisher that was killed may have left a part of it.
    if (statSync(file, { throwIfNoEntry: false })?.size === bytes.length) return;
    // In one step: another Node packs the same pages into other bytes, and the live release may be reading the old ones.
    writeFileSync(`${file}.new`, bytes);
    renameSync(`${file}.new`, file);
  };

  return {
    /** Keeps a value, where it lies under the hash of its JSON. */
    putJson: (value: unknown): Hash => {
      const bytes = Buffer.from(JSON.stringify(value));
      const name = hashOf(bytes);
      put(name, bytes);
      return name;
    },
    /**
     * Keeps the files of one compound, committee or of the town in one piece: a city's pages one by one would be half a
     * million files.
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
        pieces.push(bytes);
        entries[path] = [hashes.get(path), pack, at, bytes.length].join(' ');
        at += bytes.length;
        if (before[path] === undefined || hashIn(before[path]) !== hashes.get(path)) written++;
      }
      if (pieces.length > 0) put(pack, zstdCompressSync(Buffer.concat(pieces), TIGHT));
      return entries;
    },
    /** How many files were new since it was opened. */
    written: () => written,
  };
};
export type Store = ReturnType<typeof openStore>;
