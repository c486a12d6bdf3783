import cloudflare from '@astrojs/cloudflare';
import { defineConfig } from 'astro/config';
import { modern } from './site/modern.ts';
import { smallWorker } from './site/small-worker.ts';

// Phones inside WeChat: Chrome 80 and Safari 13 are the floor.
const FLOOR = ['chrome80', 'safari13'];

export default defineConfig({
  srcDir: './site',
  publicDir: './site/public',
  outDir: './dist',
  output: 'static',
  // Hono is outermost: with Astro's own entry a POST that no page answers never reaches it.
  fetchFile: null,
  // The catalogue reads files, which workerd can't.
  adapter: cloudflare({ prerenderEnvironment: 'node', imageService: 'passthrough' }),
  session: false,
  compressHTML: true,
  trailingSlash: 'ignore',
  devToolbar: { enabled: false },
  // The policy allows nothing inline.
  build: { inlineStylesheets: 'never', concurrency: 8 },
  vite: {
    build: { target: FLOOR, cssTarget: FLOOR, assetsInlineLimit: 0, cssCodeSplit: false },
    plugins: [smallWorker(), modern()],
  },
});
