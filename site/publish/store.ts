import { hash } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Hash, isPacked, type Listing, objectAt } from './release.ts';

// Higher levels save 2 % for twice the time.
const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 5 };

/** The name of some bytes. */
export const hashOf = (bytes: Uint8Array): Hash => hash('sha256', bytes, 'hex').slice(0, 40);

const makeFolders = (store: string): void => {
  for (let at = 0; at < 256; at++) mkdirSync(join(store, 'objects', at.toString(16).padStart(2, '0')), { recursive: true });
  mkdirSync(join(store, 'releases'), { recursive: true });
};

/** Where published files are written. A file is there when its plain bytes are all there: they are written last. */
export const openStore = (store: string) => {
  if (!statSync(join(store, 'releases'), { throwIfNoEntry: false })) makeFolders(store);
  let written = 0;

  const put = (bytes: Uint8Array, path: string): Hash => {
    const name = hashOf(bytes);
    const file = objectAt(store, name);
    // A publisher that was killed may have left a part of it.
    if (statSync(file, { throwIfNoEntry: false })?.size === bytes.length) return name;
    if (isPacked(path)) {
      writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params: { ...BROTLI, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }));
      writeFileSync(`${file}.gz`, gzipSync(bytes));
    }
    writeFileSync(file, bytes);
    written++;
    return name;
  };

  return {
    dir: store,
    /** Keeps a file's bytes, packed too where that pays. @param path says what kind of file it is */
    put,
    putJson: (value: unknown): Hash => put(Buffer.from(JSON.stringify(value)), ''),
    putListing: (listing: Listing): Hash => put(Buffer.from(JSON.stringify(listing)), ''),
    /** How many files were written since it was opened. */
    written: () => written,
  };
};
export type Store = ReturnType<typeof openStore>;
