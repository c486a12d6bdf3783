import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

/** Names some bytes: the same bytes have the same hash in every release. */
export type Hash = string;

/**
 * Where a file of a release lies: its hash, the pack that holds it, from which byte of the opened pack on, and how many bytes it has. Words apart
 * by blanks, for a town has thousands.
 */
export type Entry = string;

/**
 * A folder of a release: files by what is left of their path, and the sub-folders that have a list of their own.
 * A list is kept by its content, so a release shares with the one before it every list that did not change.
 */
export interface Listing {
  files: Readonly<Record<string, Entry>>;
  folders: Readonly<Record<string, Hash>>;
}

/** What was published at one moment: a small file, `releases/<name>.json`. */
export interface ReleaseFile {
  /** The name of the release that was live when it came. */
  before?: string | undefined;
  /** The commit of the content. */
  commit: string;
  /** Real time at which it was published, ms. */
  at: number;
  /** The list of all files. */
  listing: Hash;
  /** What the publisher keeps for its next time. */
  memory: Hash;
}

/** A file of a release; its bytes never change. */
export interface Published {
  hash: Hash;
  bytes: () => Buffer;
}

/** Where the bytes of a hash lie. */
export const objectAt = (store: string, hash: Hash): string => join(store, 'objects', hash.slice(0, 2), hash.slice(2));

/** The hash of a file, and the pack that holds it. */
export const hashIn = (entry: Entry): Hash => entry.slice(0, entry.indexOf(' '));
export const packIn = (entry: Entry): Hash => entry.split(' ')[1] ?? '';

// https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1: packs of an older publisher are not packed tight, and no file begins so.
const ZSTD = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
// Files are looked for one after the other, and neighbours lie in one pack.
let last: { file: string; bytes: Buffer } | undefined;

const openPack = (file: string): Buffer => {
  if (last?.file === file) return last.bytes;
  const kept = readFileSync(file);
  const bytes = kept.subarray(0, ZSTD.length).equals(ZSTD) ? zstdDecompressSync(kept) : kept;
  last = { file, bytes };
  return bytes;
};

const readPart = (file: string, at: number, length: number): Buffer => {
  const pack = openPack(file);
  if (pack.length < at + length) throw new Error(`${file} is too short`);
  // A copy: whoever keeps a page must not keep its neighbours.
  return Buffer.from(pack.subarray(at, at + length));
};

/** A file, by where its list says that it lies. */
export const openEntry = (store: string, entry: Entry): Published => {
  const [hash = '', pack = '', at, length] = entry.split(' ');
  return { hash, bytes: () => readPart(objectAt(store, pack), Number(at), Number(length)) };
};

/** What was kept as JSON, by whoever knows what it is. */
export const readJson = <Value>(store: string, hash: Hash): Value => JSON.parse(readFileSync(objectAt(store, hash), 'utf8'));

export const readListing = (store: string, hash: Hash): Listing => readJson(store, hash);

/** The release that a name stands for. */
export const readRelease = (store: string, name: string): ReleaseFile =>
  JSON.parse(readFileSync(join(store, 'releases', `${name}.json`), 'utf8'));

/** The file whose whole content is the name of the release that is live: it is only ever replaced. */
export const pointerOf = (store: string): string => join(store, 'current');

/** The name of the release that is live, or nothing before the first one. */
export const currentName = (store: string): string | undefined => {
  try {
    return readFileSync(pointerOf(store), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
};
