// Compiles all code, once per change of it: the Worker into `dist/server`, and into `dist/templates` what browsers load beside the pages,
// and what draws them. Publishing draws with that, and starts no bundler.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AstroIntegration, build } from 'astro';
import config from '../astro.config.mjs';
import { CODE_MARK, codeHash } from './code.ts';
import { TEMPLATES, TEMPLATES_ENTRY } from './publish/templates.ts';

process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
// Else Astro draws a key for every build, and no two are the same. It is for islands that a server fills, of which there are none.
process.env['ASTRO_KEY'] = Buffer.alloc(32).toString('base64');

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SERVER = join(ROOT, 'dist/server');
const DEPLOYED = join(ROOT, '.wrangler/deploy/config.json');

// Made beside what is there, which somebody may be drawing with, or another compiler be making.
const made = (folder: string): string => `${folder.replace(/\/$/, '')}-${process.pid}`;
const [NEW_SERVER, NEW_TEMPLATES] = [made(SERVER), made(TEMPLATES)];
const CACHE = join(NEW_TEMPLATES, 'cache');
// What failed leaves nothing; what was put in its place is here no longer.
process.once('exit', () => {
  for (const folder of [NEW_SERVER, NEW_TEMPLATES]) rmSync(folder, { recursive: true, force: true });
  // What wrangler deploys is what is in place, whatever became of this.
  if (existsSync(DEPLOYED)) writeFileSync(DEPLOYED, readFileSync(DEPLOYED, 'utf8').replace(basename(NEW_SERVER), basename(SERVER)));
});

// What Astro would draw the pages with, here and now, is kept instead, with an entry of our own.
const DRAWING = join(NEW_SERVER, '.prerender');
const ENVIRONMENT = {
  define: { 'import.meta.env.TEMPLATES': 'true' },
  build: { rolldownOptions: { input: 'site/templates.ts', output: { entryFileNames: TEMPLATES_ENTRY } } },
};

const keepTemplates = (): void => {
  mkdirSync(join(NEW_TEMPLATES, 'server'));
  for (const name of ['chunks', TEMPLATES_ENTRY]) renameSync(join(DRAWING, name), join(NEW_TEMPLATES, 'server', name));
};

const templates: AstroIntegration = {
  name: 'templates',
  hooks: {
    'astro:config:setup': ({ updateConfig }) => {
      const plugin = { name: 'templates', configEnvironment: (name: string) => (name === 'prerender' ? ENVIRONMENT : undefined) };
      updateConfig({ vite: { plugins: [plugin], build: { emptyOutDir: false } } });
    },
    'astro:build:start': ({ setPrerenderer }) =>
      setPrerenderer((astros) => ({ ...astros, setup: async () => keepTemplates(), getStaticPaths: async () => [] })),
  },
};

// Astro writes down where all lies on the machine that builds: nobody's business, and the Worker would weigh something else on every
// machine, and the templates pass for others each time.
const forgetPlaces = (folder: string): void => {
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(mjs|map)$/.test(file)) continue;
    const path = join(folder, file);
    const code = readFileSync(path, 'utf8').replaceAll(NEW_SERVER, SERVER).replaceAll(NEW_TEMPLATES, TEMPLATES.replace(/\/$/, ''));
    writeFileSync(path, code.replaceAll(ROOT, '/'));
  }
};

const namePages = (): void => {
  const path = join(NEW_SERVER, 'wrangler.json');
  const { assets, ...settings } = JSON.parse(readFileSync(path, 'utf8'));
  // The Worker's files are the pages, once they are drawn.
  writeFileSync(path, JSON.stringify({ ...settings, assets: { ...assets, directory: '../client' } }));
};

const putInPlace = (making: string, folder: string): void => {
  const old = `${making}-old`;
  if (existsSync(folder)) renameSync(folder, old);
  renameSync(making, folder);
  rmSync(old, { recursive: true, force: true });
};

// Taken first: what is changed meanwhile is compiled anew next time.
const code = codeHash();
await build({
  ...config,
  integrations: [templates],
  configFile: false,
  root: ROOT,
  build: { ...config.build, client: join(NEW_TEMPLATES, 'client/'), server: `${NEW_SERVER}/` },
  cacheDir: CACHE,
  logLevel: 'error',
});
for (const folder of [NEW_SERVER, join(NEW_TEMPLATES, 'server')]) forgetPlaces(folder);
namePages();
rmSync(CACHE, { recursive: true, force: true });
writeFileSync(join(NEW_TEMPLATES, CODE_MARK), code);
// The templates last, with the mark; without one, whatever stops this, all is compiled again.
rmSync(join(TEMPLATES, CODE_MARK), { force: true });
putInPlace(NEW_SERVER, SERVER);
putInPlace(NEW_TEMPLATES, TEMPLATES);
