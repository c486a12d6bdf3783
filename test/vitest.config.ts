import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

// Keys that open nothing but what the tests sealed.
const SEAL_KEYS = `new:${btoa('n'.repeat(32))},old:${btoa('o'.repeat(32))}`;
const LOOKUP_KEY = btoa('l'.repeat(32));

// The worker is the built one: what is tested is what is shipped. `npm run build` comes first.
export const worker = cloudflareTest(async () => ({
  main: './dist/server/entry.mjs',
  wrangler: { configPath: './dist/server/wrangler.json' },
  miniflare: { bindings: { SEAL_KEYS, LOOKUP_KEY, MIGRATIONS: await readD1Migrations('db/migrations') } },
}));

export default defineConfig({
  root: '.',
  test: {
    reporters: ['default', './test/sum.ts'],
    // The Worker's log of every request would bury what failed.
    silent: 'passed-only',
    projects: [
      { test: { name: 'unit', include: ['test/{domain,site,content}/**/*.test.ts'] } },
      {
        plugins: [worker],
        test: {
          name: 'worker',
          include: ['test/{records,routes}/**/*.test.ts'],
          setupFiles: ['test/records/migrated.ts'],
          testTimeout: 60_000,
        },
      },
      { test: { name: 'browser', include: ['test/browser/**/*.test.ts'], retry: 1, testTimeout: 60_000, hookTimeout: 60_000 } },
    ],
  },
});
