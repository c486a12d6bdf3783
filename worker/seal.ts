import type * as z from 'zod';
import type { Keys } from './keys.ts';

/** A sealed blob, and the id of the key that opens it. */
export interface Sealed {
  sealed: string;
  keyId: string;
}

/** The row that a blob belongs to: sealed into it, so that it opens nowhere else. */
export type RowName =
  `${'signups' | 'requests' | 'items' | 'receipts' | 'notes' | 'people' | 'invitations' | 'cards' | 'findings'}/${string}`;

const IV = 12;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

const cipher = (iv: Uint8Array<ArrayBuffer>, row: RowName) => ({ name: 'AES-GCM', iv, additionalData: encoder.encode(row) });

/**
 * Seals data for one row with the ring's first key (AES-GCM): `<key id>.<base64 of nonce and ciphertext>`.
 * @param data anything JSON can say
 */
export const seal = async ({ ring, first }: Keys, row: RowName, data: unknown): Promise<Sealed> => {
  const key = ring.get(first);
  if (!key) throw new Error('SEAL_KEYS holds no key');
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const ciphertext = await crypto.subtle.encrypt(cipher(iv, row), key, encoder.encode(JSON.stringify(data)));
  return { keyId: first, sealed: `${first}.${Buffer.concat([iv, new Uint8Array(ciphertext)]).toString('base64')}` };
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
  const data = await crypto.subtle.decrypt(cipher(bytes.subarray(0, IV), row), key, bytes.subarray(IV));
  return schema.parse(JSON.parse(decoder.decode(data)));
};
