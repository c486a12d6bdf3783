import type { Keys } from './keys.ts';

/** What a keyed hash is for: the same text hashed for two purposes is two hashes. */
export type Purpose =
  | 'phone'
  | 'last4'
  | 'door'
  | 'code'
  | 'claim'
  | 'content'
  | 'key'
  | 'four'
  | 'device'
  | 'pin'
  | 'session'
  | 'invitation'
  | 'envelope';

const encoder = new TextEncoder();
const message = (purpose: Purpose, parts: readonly string[]) => encoder.encode(JSON.stringify([purpose, ...parts]));

/** The keyed hash (HMAC-SHA-256, hexadecimal) by which something is found without being stored. */
export const hashOf = async ({ lookup }: Keys, purpose: Purpose, ...parts: readonly string[]): Promise<string> => {
  const hash = await crypto.subtle.sign('HMAC', lookup, message(purpose, parts));
  return Buffer.from(hash).toString('hex');
};

/** Whether `parts` have this keyed hash, compared in constant time. */
export const isHashOf = ({ lookup }: Keys, hash: string, purpose: Purpose, ...parts: readonly string[]): Promise<boolean> => {
  return crypto.subtle.verify('HMAC', lookup, Buffer.from(hash, 'hex'), message(purpose, parts));
};

/** Data in one spelling, whatever the order in which its fields were sent. */
export const canonical = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
