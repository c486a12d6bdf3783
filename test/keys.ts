// Keys that open nothing but what the tests sealed.
export const SEAL_KEYS = `new:${btoa('n'.repeat(32))},old:${btoa('o'.repeat(32))}`;
export const LOOKUP_KEY = btoa('l'.repeat(32));
