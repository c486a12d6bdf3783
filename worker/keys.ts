import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Bindings } from './host.ts';

/** The worker's two secrets, ready for use. */
export interface Keys {
  /** Every key that may still have sealed something, by its id. */
  ring: ReadonlyMap<string, KeyObject>;
  /** The id of the key that seals. */
  first: string;
  lookup: KeyObject;
}

type Secrets = Pick<Bindings, 'SEAL_KEYS' | 'LOOKUP_KEY'>;

const LENGTH = 32;

const importKeys = ({ SEAL_KEYS, LOOKUP_KEY }: Secrets): Keys => {
  const ring = new Map<string, KeyObject>();
  for (const entry of SEAL_KEYS.split(',')) {
    const [id = '', base64 = ''] = entry.trim().split(':');
    if (!/^[a-z0-9]{1,16}$/.test(id)) throw new Error('SEAL_KEYS: a key has no id');
    const key = Buffer.from(base64, 'base64');
    if (key.length !== LENGTH) throw new Error(`SEAL_KEYS: ${id} has not ${LENGTH} bytes`);
    ring.set(id, createSecretKey(key));
  }
  const [first = ''] = ring.keys();
  const lookup = Buffer.from(LOOKUP_KEY, 'base64');
  if (lookup.length < LENGTH) throw new Error(`LOOKUP_KEY is shorter than ${LENGTH} bytes`);
  return { ring, first, lookup: createSecretKey(lookup) };
};

// Once per isolate. The secrets are part of the memo, for a test or a second host may hold several.
const imported = new Map<string, Keys>();

/**
 * The keys of an environment.
 * @throws Error if a secret is missing or can't be read
 */
export const keysOf = async (secrets: Secrets): Promise<Keys> => {
  const memo = `${secrets.SEAL_KEYS}\n${secrets.LOOKUP_KEY}`;
  const keys = imported.get(memo) ?? importKeys(secrets);
  imported.set(memo, keys);
  return keys;
};
