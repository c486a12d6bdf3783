import { closeSync, createReadStream, createWriteStream, fsyncSync, openSync, readSync, renameSync, rmSync } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Decrypter, Encrypter } from 'age-encryption';
import { create, extract } from 'tar';

// One file for everything: tar and gzip, inside age where it is locked. Each of them can be opened without this code.

const AGE = 'age-encryption.org/v1';

// Node's own bridge has Node's type of web streams, age speaks of the browser's.
const webOf = (stream: Readable): ReadableStream<Uint8Array> => {
  const pieces: AsyncIterator<Uint8Array> = stream[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (queue) => {
      const { done, value } = await pieces.next();
      if (done) queue.close();
      else queue.enqueue(value);
    },
  });
};

const toDisk = (path: string): void => {
  const file = openSync(path, 'r');
  fsyncSync(file);
  closeSync(file);
};

/**
 * Packs a folder's files into one file that only its owner can read. It has its name when it is whole and on the disk.
 * @param to an age recipient (`age1…`): nobody opens it without the identity that belongs to it
 */
export const pack = async (folder: string, names: readonly string[], file: string, to?: string): Promise<void> => {
  const part = `${file}.part`;
  rmSync(part, { force: true });
  const plain = create({ cwd: folder, gzip: true, portable: true }, [...names]);
  // tar's own streams are older than Node's: a pipe makes them one of these.
  const bytes = plain.pipe(new Transform({ transform: (piece, _, pass) => pass(null, piece) }));
  const encrypter = new Encrypter();
  if (to) encrypter.addRecipient(to);
  try {
    await pipeline(
      to ? Readable.from(await encrypter.encrypt(webOf(bytes))) : bytes,
      createWriteStream(part, { mode: 0o600, flags: 'wx' }),
    );
    toDisk(part);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
};

const isLocked = (path: string): boolean => {
  const file = openSync(path, 'r');
  const head = Buffer.alloc(AGE.length);
  readSync(file, head);
  closeSync(file);
  return head.toString() === AGE;
};

/**
 * Unpacks into a folder.
 * @param identities what opens a locked file, `AGE-SECRET-KEY-…`
 * @throws Error where it is locked and none of them opens it, or it was damaged
 */
export const unpack = async (file: string, folder: string, identities: readonly string[]): Promise<void> => {
  const bytes = createReadStream(file);
  if (!isLocked(file)) return pipeline(bytes, extract({ cwd: folder, strict: true }));
  if (identities.length === 0) throw new Error(`${file} is locked: --identity KEYFILE`);
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  await pipeline(Readable.from(await decrypter.decrypt(webOf(bytes))), extract({ cwd: folder, strict: true }));
};
