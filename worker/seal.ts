import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type * as z from 'zod';
import type { Keys } from './keys.ts';

/** A sealed blob, and the id of the key that opens it. */
export interface Sealed {
  sealed: string;
  keyId: string;
}

/** The row that a blob belongs to: sealed into it, so that it opens nowhere else. */
export type RowName =
  `${'signups' | 'requests' | 'items' | 'receipts' | 'notes' | 'people' | 'invitations' | 'cards' | 'findings' | 'press_publications' | 'channels' | 'sendings'}/${string}`;

// Node's own on both hosts: Web Crypto hands each call to another thread, which takes five times as long as the work.
const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/**
 * Seals data for one row with the ring's first key (AES-GCM): `<key id>.<base64 of nonce, ciphertext and tag>`.
 * @param data anything JSON can say
 */
export const seal = async ({ ring, first }: Keys, row: RowName, data: unknown): Promise<Sealed> => {
  const key = ring.get(first);
  if (!key) throw new Error('SEAL_KEYS holds no key');
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(row));
  const pieces = [nonce, cipher.update(JSON.stringify(data), 'utf8'), cipher.final(), cipher.getAuthTag()];
  return { keyId: first, sealed: `${first}.${Buffer.concat(pieces).toString('base64')}` };
};

/**
 * Opens what {@link seal} sealed for the same row.
 * @throws Error if its key is not on the ring, if it was changed, or if it belongs to another row
 */
export const unseal = async <Schema extends z.ZodType>(
  { ring }: Keys,
  row: RowName,
  sealed: string,
  schema: Schema,
): Promise<z.output<Schema>> => {
  const [keyId = '', text = ''] = sealed.split('.');
  const key = ring.get(keyId);
  if (!key) throw new Error(`SEAL_KEYS holds no key ${keyId}`);
  // Both hosts have Buffer, and a list opens hundreds: letter by letter this took longer than to decipher.
  const bytes = Buffer.from(text, 'base64');
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE), { authTagLength: TAG }).setAAD(Buffer.from(row));
  decipher.setAuthTag(bytes.subarray(-TAG));
  const data = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()]);
  return schema.parse(JSON.parse(data.toString('utf8')));
};
