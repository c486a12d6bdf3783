// The city's front page, a static site of its own: `node site/city/build.ts city.json DIR`. `npm run city -- index` calls it.
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'astro';
import config from '../../astro.config.mjs';

const [file = '', into = ''] = process.argv.slice(2);
process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
process.env['CITY_JSON'] = resolve(file);

const { build: shared, vite } = config;
await build({
  compressHTML: true,
  configFile: false,
  // A root of its own: two builds in one folder meet in `.astro`.
  root: fileURLToPath(new URL('.', import.meta.url)),
  srcDir: '.',
  publicDir: '../public',
  outDir: `${resolve(into)}/`,
  output: 'static',
  ...(shared && { build: shared }),
  devToolbar: { enabled: false },
  logLevel: 'warn',
  ...(vite?.build && { vite: { build: vite.build } }),
});
