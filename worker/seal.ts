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

const textOf = (bytes: Uint8Array) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
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
  return { keyId: first, sealed: `${first}.${textOf(new Uint8Array([...iv, ...new Uint8Array(ciphertext)]))}` };
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
  const bytes = bytesOf(text);
  const data = await crypto.subtle.decrypt(cipher(bytes.slice(0, IV), row), key, bytes.slice(IV));
  return schema.parse(JSON.parse(decoder.decode(data)));
};
