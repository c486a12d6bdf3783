import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LOOKUP_KEY, SEAL_KEYS } from './keys.ts';
import { standIns } from './standins/standins.ts';

// The worker is the built one: what is tested is what is shipped. `npm run build` comes first.
const on = (databases: readonly string[], bindings: Record<string, Record<string, string>>) =>
  cloudflareTest(async () => {
    const STANDINS = await standIns();
    return {
      main: './dist/server/entry.mjs',
      wrangler: { configPath: './dist/server/wrangler.json' },
      miniflare: {
        d1Databases: [...databases],
        bindings: {
          SEAL_KEYS,
          LOOKUP_KEY,
          ...bindings,
          STANDINS,
          CHANNEL_HOSTS: STANDINS,
          MIGRATIONS: await readD1Migrations('db/migrations'),
        },
      },
    };
  });
export const worker = on([], {});
// One committee's sign-ups in a database of their own.
const spread = on(['DB_2'], { SHARDS: { chenjiaxiang: 'DB_2' } });

const browser = { include: ['test/browser/**/*.test.ts'], retry: 1, testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
  root: '.',
  test: {
    reporters: ['default', './test/sum.ts'],
    // The Worker's log of every request would bury what failed.
    silent: 'passed-only',
    projects: [
      { test: { name: 'unit', include: ['test/{domain,site,content,city,repository}/**/*.test.ts'], testTimeout: 60_000 } },
      {
        plugins: [worker],
        test: {
          name: 'worker',
          include: ['test/{records,routes}/**/*.test.ts'],
          exclude: ['test/routes/spread.test.ts'],
          setupFiles: ['test/records/migrated.ts'],
          testTimeout: 60_000,
        },
      },
      {
        plugins: [spread],
        test: {
          name: 'spread',
          include: ['test/routes/{signups,receipts,once,json,tenants,spread,desk-signups,desk-slots,desk-gate,desk-exports}.test.ts'],
          setupFiles: ['test/records/migrated.ts'],
          testTimeout: 60_000,
        },
      },
      {
        // The same tests on the second host: Node, a SQLite file, the compiled templates.
        resolve: { alias: { 'cloudflare:workers': fileURLToPath(new URL('./box/workers.ts', import.meta.url)) } },
        test: {
          name: 'box',
          include: ['test/{records,routes,box}/**/*.test.ts'],
          exclude: ['test/routes/{spread,costs}.test.ts'],
          testTimeout: 60_000,
        },
      },
      { test: { ...browser, name: 'browser' } },
      // The stories once more on the second host; what a page looks like is the same there.
      { test: { ...browser, name: 'browser-box', exclude: ['**/*axe.test.ts'], env: { PORTAL_HOST: 'box' } } },
    ],
  },
});
