import { createHmac, timingSafeEqual } from 'node:crypto';
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
  | 'envelope'
  | 'head-link';

const hmac = ({ lookup }: Keys, purpose: Purpose, parts: readonly string[]): Buffer =>
  createHmac('sha256', lookup)
    .update(JSON.stringify([purpose, ...parts]))
    .digest();

/** The keyed hash (HMAC-SHA-256, hexadecimal) by which something is found without being stored. */
export const hashOf = async (keys: Keys, purpose: Purpose, ...parts: readonly string[]): Promise<string> =>
  hmac(keys, purpose, parts).toString('hex');

/** Whether `parts` have this keyed hash, compared in constant time. */
export const isHashOf = async (keys: Keys, hash: string, purpose: Purpose, ...parts: readonly string[]): Promise<boolean> => {
  const [given, right] = [Buffer.from(hash, 'hex'), hmac(keys, purpose, parts)];
  return given.length === right.length && timingSafeEqual(given, right);
};

/** Data in one spelling, whatever the order in which its fields were sent. */
export const canonical = (data: unknown): string =>
  JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
