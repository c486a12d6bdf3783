import type { EnvironmentOptions, Plugin } from 'vite';

// Vite leaves server code as it is; the Worker is uploaded, and a third of it would be comments and long names.

// The pages in one piece: forty small ones, each packed by itself, weigh 24 KB more.
const PAGES = { name: 'pages', test: /site\/(pages|layouts|components)\// };
const SMALL: EnvironmentOptions['build'] = { minify: 'oxc', rolldownOptions: { output: { codeSplitting: { groups: [PAGES] } } } };

// What comes along and no page of ours asks for: 14 KB of an endpoint for images, 2 KB of a script for islands, and 5 KB of advice to
// developers, which the log of a Worker never shows (it names errors, and quotes none). The build of the static pages keeps them.
const ADVICE = /astro\/dist\/core\/errors\/errors-data\.js$/;
const ISLANDS = /astro\/dist\/runtime\/server\/astro-island\.prebuilt[\w-]*\.js$/;
const MOVED = /@astrojs\/cloudflare\/dist\/utils\/cf-helpers\.js$/;
const IMAGES = /@astrojs\/cloudflare\/dist\/entrypoints\/image-passthrough-endpoint\.js$/;

const without = (code: string): string =>
  [...code.matchAll(/^const (\w+) = \{$/gm)]
    .map(([, name]) => `export const ${name} = { name: '${name}', title: '${name}', message: () => '${name}' };`)
    .join('\n');

// The adapter puts a line about Node's process before every script; a browser has no use for it, and without it
// the scripts are the same as those of the templates compiled for one machine.
const BARE: EnvironmentOptions['build'] = { rolldownOptions: { output: { banner: '' } } };

/** Makes the Worker as small as it can be without doing less. */
export const smallWorker: Plugin = {
  name: 'small-worker',
  configEnvironment: (name) => (name === 'ssr' ? { build: SMALL } : name === 'client' ? { build: BARE } : undefined),
  transform(code, id) {
    if (this.environment.name !== 'ssr') return undefined;
    if (ADVICE.test(id)) return { code: without(code), map: null };
    if (MOVED.test(id)) return { code: code.replace(/`Astro\.locals\.runtime[^`]*`/g, ''), map: null };
    if (ISLANDS.test(id)) return { code: "export default '';", map: null };
    return IMAGES.test(id)
      ? { code: 'export const prerender = false; export const GET = () => new Response(null, { status: 404 });', map: null }
      : undefined;
  },
};
