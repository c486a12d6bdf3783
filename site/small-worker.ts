import type { EnvironmentOptions, Plugin, Rolldown } from 'vite';

type PluginContext = Rolldown.PluginContext;

// What is loaded when the first of the staff comes, or the clock rings, and not before.
const DESK = /\/(worker\/(routes\/desk\/desk|hourly|minutely)\.ts|site\/desk\/[^?]*\.astro)$/;

/** What a resident's request can reach: all that is imported, now or later, but for the desk. */
const portalOf = (context: Pick<PluginContext, 'getModuleIds' | 'getModuleInfo'>): Set<string> => {
  const reached = new Set([...context.getModuleIds()].filter((id) => context.getModuleInfo(id)?.isEntry));
  for (const id of reached) {
    const { importedIds = [], dynamicallyImportedIds = [] } = context.getModuleInfo(id) ?? {};
    for (const next of importedIds) reached.add(next);
    for (const next of dynamicallyImportedIds) if (!DESK.test(next)) reached.add(next);
  }
  return reached;
};

// 5 KB of advice to developers, which the log of a Worker never shows: it names errors, and quotes none.
const ADVICE = /astro\/dist\/core\/errors\/errors-data\.js$/;
const MOVED = /@astrojs\/cloudflare\/dist\/utils\/cf-helpers\.js$/;
// What comes along and nothing here asks for: 14 KB of an endpoint for images, 2 KB of a script for islands, 7 KB of Astro's actions (the
// forms go to Hono), 7 KB that describe schemas (the API is described when the pages are built). Their exports stand, and do nothing.
const UNASKED =
  /\/(@astrojs\/cloudflare\/dist\/entrypoints\/image-passthrough-endpoint|astro\/dist\/(runtime\/server\/astro-island\.prebuilt[\w-]*|actions\/(handler|runtime\/client))|zod\/v4\/core\/(to-json-schema|json-schema-processors))\.js$/;

const named = (code: string): string =>
  [...code.matchAll(/^const (\w+) = \{$/gm)]
    .map(([, name]) => `export const ${name} = { name: '${name}', title: '${name}', message: () => '${name}' };`)
    .join('\n');

const idle = (code: string): string => {
  const names = [
    ...[...code.matchAll(/^export (?:const|let|function|class) (\w+)/gm)].map(([, name]) => name),
    ...[...code.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list = '']) =>
      list.split(',').map((part) => part.split(' as ').at(-1)?.trim()),
    ),
  ];
  const standing = names.filter((name) => name && name !== 'default').map((name) => `export function ${name}() {}`);
  return [...standing, 'export default undefined;'].join('\n');
};

// The adapter puts a line about Node's process before every script: a browser has no use for it.
const BARE: EnvironmentOptions['build'] = { rolldownOptions: { output: { banner: '' } } };

/** Makes the Worker as small as it can be without doing less. The build of the static pages is left alone. */
export const smallWorker = (): Plugin => {
  let portal = new Set<string>();
  // Vite leaves server code as it is; the Worker is uploaded, and a third of it would be comments and long names. In two pieces: in
  // more of them each would name to the others everything they share.
  const groups = [
    { name: 'portal', test: (id: string) => portal.has(id) },
    { name: 'desk', test: /./ },
  ];
  const small: EnvironmentOptions['build'] = { minify: 'oxc', rolldownOptions: { output: { codeSplitting: { groups } } } };
  return {
    name: 'small-worker',
    configEnvironment: (name) => (name === 'ssr' ? { build: small } : name === 'client' ? { build: BARE } : undefined),
    transform(code, id) {
      if (this.environment.name !== 'ssr') return undefined;
      if (ADVICE.test(id)) return { code: named(code), map: null };
      if (MOVED.test(id)) return { code: code.replace(/`Astro\.locals\.runtime[^`]*`/g, ''), map: null };
      return UNASKED.test(id) ? { code: idle(code), map: null } : undefined;
    },
    buildEnd() {
      if (this.environment.name === 'ssr') portal = portalOf(this);
    },
  };
};
