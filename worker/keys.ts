import type { Bindings } from './host.ts';

/** The worker's two secrets, ready for use. */
export interface Keys {
  /** Every key that may still have sealed something, by its id. */
  ring: ReadonlyMap<string, CryptoKey>;
  /** The id of the key that seals. */
  first: string;
  lookup: CryptoKey;
}

type Secrets = Pick<Bindings, 'SEAL_KEYS' | 'LOOKUP_KEY'>;

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

const importKeys = async ({ SEAL_KEYS, LOOKUP_KEY }: Secrets): Promise<Keys> => {
  const ring = new Map<string, CryptoKey>();
  for (const entry of SEAL_KEYS.split(',')) {
    const [id = '', base64 = ''] = entry.trim().split(':');
    if (!/^[a-z0-9]{1,16}$/.test(id)) throw new Error('SEAL_KEYS: a key has no id');
    ring.set(id, await crypto.subtle.importKey('raw', bytesOf(base64), 'AES-GCM', false, ['encrypt', 'decrypt']));
  }
  const [first = ''] = ring.keys();
  if (bytesOf(LOOKUP_KEY).length < 32) throw new Error('LOOKUP_KEY is shorter than 32 bytes');
  const lookup = await crypto.subtle.importKey('raw', bytesOf(LOOKUP_KEY), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
  return { ring, first, lookup };
};

// Once per isolate. The keys, not the promise of them: a promise belongs to the request that made it, and is never kept
// if that visitor goes away. The secrets are part of the memo, for a test or a second host may hold several.
const imported = new Map<string, Keys>();

/**
 * The keys of an environment.
 * @throws Error if a secret is missing or can't be read
 */
export const keysOf = async (secrets: Secrets): Promise<Keys> => {
  const memo = `${secrets.SEAL_KEYS}\n${secrets.LOOKUP_KEY}`;
  const keys = imported.get(memo) ?? (await importKeys(secrets));
  imported.set(memo, keys);
  return keys;
};
