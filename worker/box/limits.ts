import type { RateLimit } from '@cloudflare/workers-types';

/** As `ratelimits` of wrangler.toml has them; a test compares. A minute, calls. */
export const PERIOD = 60_000;
export const LIMITS = { RATE_RESIDENT: 3000, RATE_DOOR: 300 } as const;

// Addresses that are counted one by one within a period. More than these are counted as one: memory has an end.
const MOST = 50_000;

/** Who has many addresses of IPv6 has a network of 64 bits: that is counted. IPv4 inside IPv6 is IPv4. */
const networkOf = (address: string): string => {
  const [, four] = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (four) return four;
  const [head = '', tail] = address.split('::');
  const given = head.split(':').filter(Boolean);
  const rest = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - given.length - rest.length);
  return [...given, ...Array(zeros).fill('0'), ...rest].slice(0, 4).join(':');
};

/** The binding of Cloudflare for one machine: so many calls an address and period, counted in memory. */
export const limitOf = (calls: number, now: () => number = Date.now): RateLimit => {
  let period = 0;
  const counts = new Map<string, number>();
  return {
    limit: async ({ key }) => {
      const current = Math.floor(now() / PERIOD);
      if (current !== period) counts.clear();
      period = current;
      const network = networkOf(key ?? '');
      const counted = counts.has(network) || counts.size < MOST ? network : 'the others';
      const count = (counts.get(counted) ?? 0) + 1;
      counts.set(counted, count);
      return { success: count <= calls };
    },
  };
};
