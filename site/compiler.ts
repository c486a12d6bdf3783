// Compiles all code, once per change of it: the Worker into `dist/server`, and into `dist/templates` what browsers load beside the pages,
// and what draws them. Publishing draws with that, and starts no bundler.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AstroIntegration, build } from 'astro';
import config from '../astro.config.mjs';
import { CODE_MARK, codeHash } from './code.ts';
import { TEMPLATES, TEMPLATES_ENTRY } from './publish/templates.ts';

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SERVER = join(ROOT, 'dist/server');
const CACHE = join(TEMPLATES, 'cache');

// What Astro would draw the pages with, here and now, is kept instead, with an entry of our own.
const DRAWING = join(SERVER, '.prerender');
const ENVIRONMENT = {
  define: { 'import.meta.env.TEMPLATES': 'true' },
  build: { rolldownOptions: { input: 'site/templates.ts', output: { entryFileNames: TEMPLATES_ENTRY } } },
};

const keepTemplates = async (): Promise<void> => {
  mkdirSync(join(TEMPLATES, 'server'));
  for (const name of ['chunks', TEMPLATES_ENTRY]) renameSync(join(DRAWING, name), join(TEMPLATES, 'server', name));
};

const templates: AstroIntegration = {
  name: 'templates',
  hooks: {
    'astro:config:setup': ({ updateConfig }) => {
      const plugin = { name: 'templates', configEnvironment: (name: string) => (name === 'prerender' ? ENVIRONMENT : undefined) };
      updateConfig({ vite: { plugins: [plugin], build: { emptyOutDir: false } } });
    },
    'astro:build:start': ({ setPrerenderer }) =>
      setPrerenderer((astros) => ({ ...astros, setup: keepTemplates, getStaticPaths: async () => [] })),
  },
};

// Astro names each component by where its file lies on the machine that builds: nobody's business, and the Worker would weigh
// something else on every machine.
const forgetRoot = (): void => {
  for (const file of readdirSync(SERVER, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.mjs')) continue;
    const path = join(SERVER, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(ROOT, '/'));
  }
};

// The Worker's files are the pages, once they are drawn.
const namePages = (): void => {
  const path = join(SERVER, 'wrangler.json');
  const { assets, ...settings } = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify({ ...settings, assets: { ...assets, directory: '../client' } }));
};

// Taken first: what is changed meanwhile is compiled anew next time.
const code = codeHash();
for (const old of [TEMPLATES, SERVER]) rmSync(old, { recursive: true, force: true });
await build({
  ...config,
  integrations: [templates],
  configFile: false,
  root: ROOT,
  build: { ...config.build, client: join(TEMPLATES, 'client/') },
  // Another build in the same folder must not meet this one.
  cacheDir: CACHE,
  logLevel: 'error',
});
forgetRoot();
namePages();
rmSync(CACHE, { recursive: true, force: true });
writeFileSync(CODE_MARK, code);
