// `node site/editor.ts`: bundles the editor into `dist/editor/`, for whichever host serves it. It is built where its code is another
// than the last time.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { zhCN } from '../domain/words/index.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'dist/editor');
const MARK = join(OUT, 'code.txt');
const FROM = join(ROOT, 'site/editor');

// What the town's content has no use for: maps, pictures and their codecs, and the colours of two hundred programming languages.
const UNUSED = /^(terra-draw|leaflet|svgo|exifr|@shikijs\/langs\/(?!(markdown|yaml)$))|heic|webp_enc/;
const unused: Plugin = {
  name: 'unused',
  enforce: 'pre',
  resolveId: (id) => (UNUSED.test(id) ? '\0unused' : null),
  load: (id) => (id === '\0unused' ? 'export default [];' : null),
};

// Its fonts lie beside it, but its styles still name where else they could be had: nothing is asked of another host.
const ELSEWHERE = /@font-face \{[^}]*https:\/\/cdn\.jsdelivr\.net[^}]*\}/g;
const own: Plugin = {
  name: 'own',
  transform: (text, id) =>
    text.includes('cdn.jsdelivr.net') && id.includes('@sveltia/cms') ? { code: text.replace(ELSEWHERE, ''), map: null } : null,
};

// The page's few words stand in the dictionary, like all others.
const { editor: words, shell } = zhCN.desk;
const said: Readonly<Record<string, string>> = {
  ...{ title: `${words.title} · ${shell.title}`, desk: shell.title },
  ...{ wantsScript: words.wantsScript, loading: words.loading, failed: words.failed },
};
const spoken: Plugin = {
  name: 'spoken',
  transformIndexHtml: (html) => html.replace(/\{(\w+)\}/g, (_, name: string) => said[name] ?? ''),
};

const version: { version: string } = JSON.parse(readFileSync(join(ROOT, 'node_modules/@sveltia/cms/package.json'), 'utf8'));
const code = createHash('sha256')
  .update(
    readdirSync(FROM)
      .map((name) => readFileSync(join(FROM, name), 'utf8'))
      .join('\0'),
  )
  .update(readFileSync(fileURLToPath(import.meta.url)))
  .update(version.version)
  .update(JSON.stringify(said))
  .digest('hex');

if (!existsSync(MARK) || readFileSync(MARK, 'utf8') !== code) {
  rmSync(OUT, { recursive: true, force: true });
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: FROM,
    base: '/_editor/',
    publicDir: false,
    logLevel: 'error',
    plugins: [unused, own, spoken],
    build: {
      outDir: OUT,
      assetsDir: '.',
      // Newer than the phones that residents read on: it is a clerk's tool, and its styles want it.
      target: ['chrome111', 'safari16.4'],
      modulePreload: false,
      reportCompressedSize: false,
      chunkSizeWarningLimit: 3000,
      emptyOutDir: true,
    },
  });
  writeFileSync(MARK, code);
}

// `--into DIR`: for a host that takes a folder.
const at = process.argv.indexOf('--into');
const into = at > 0 ? process.argv[at + 1] : undefined;
if (into) cpSync(OUT, join(ROOT, into, '_editor'), { recursive: true, filter: (path) => !path.endsWith('.txt') });
