/// <reference types="@cloudflare/vitest-plugin/types" />

// What workerd offers to a test, and vitest.config.ts adds.
declare module 'cloudflare:workers' {
  import type { D1Migration } from 'cloudflare:test';
  export const env: import('../../worker/host.ts').Bindings & { MIGRATIONS: D1Migration[]; STANDINS: string };
  export const exports: {
    default: {
      fetch: (address: string, init?: RequestInit) => Promise<Response>;
      scheduled: (options?: { scheduledTime?: Date; cron?: string }) => Promise<{ outcome: string }>;
    };
  };
}
