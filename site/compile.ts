// `npm run compile`: the templates once per change of code. Publishing draws with what is compiled here, and starts no bundler.
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type AstroIntegration, build } from 'astro';
import config from '../astro.config.mjs';
import { CODE_MARK, codeHash } from './code.ts';
import { modern } from './modern.ts';

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = `${ROOT}dist/templates/`;

/** No page is drawn while the templates are compiled, and the entry hands out the renderer itself, not a server around it. */
const templates: AstroIntegration = {
  name: 'templates',
  hooks: {
    'astro:route:setup': ({ route }) => {
      route.prerender = false;
    },
    'astro:config:done': ({ setAdapter }) =>
      setAdapter({
        name: 'templates',
        entrypointResolution: 'auto',
        serverEntrypoint: new URL('./templates.ts', import.meta.url),
        adapterFeatures: { buildOutput: 'server', middlewareMode: 'classic' },
        supportedAstroFeatures: { serverOutput: 'stable', hybridOutput: 'stable', staticOutput: 'stable' },
      }),
  },
};

// Taken first: what is changed meanwhile is compiled anew next time.
const code = codeHash();
rmSync(OUT, { recursive: true, force: true });
const { vite, ...shared } = config;
await build({
  ...shared,
  adapter: templates,
  configFile: false,
  root: ROOT,
  outDir: OUT,
  // Another build in the same folder must not meet this one.
  cacheDir: `${OUT}cache/`,
  build: { ...shared.build, client: `${OUT}client/`, server: `${OUT}server/` },
  image: { service: { entrypoint: 'astro/assets/services/noop' } },
  // Astro warns of each page that it will not be drawn now, which is the point.
  logLevel: 'error',
  vite: { ...vite, plugins: [modern('ssr')], define: { 'import.meta.env.TEMPLATES': 'true' } },
});
rmSync(`${OUT}cache/`, { recursive: true, force: true });
writeFileSync(CODE_MARK, code);
