import cloudflare from '@astrojs/cloudflare';
import { defineConfig } from 'astro/config';

// Phones inside WeChat: Chrome 80 and Safari 13 are the floor.
const FLOOR = ['chrome80', 'safari13'];

// The pages in one piece: forty small ones, each packed by itself, weigh 24 KB more.
const PAGES = { name: 'pages', test: /site\/(pages|layouts|components)\// };
const SMALL = { minify: 'oxc', rolldownOptions: { output: { codeSplitting: { groups: [PAGES] } } } };

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
    // Vite leaves server code as it is; the Worker is uploaded, and a third of it would be comments and long names.
    plugins: [{ name: 'small-worker', configEnvironment: (name) => (name === 'ssr' ? { build: SMALL } : undefined) }],
  },
});
