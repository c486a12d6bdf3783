import { FetchState } from 'astro/fetch';
import { renderToString } from 'astro/runtime/server/index.js';
import { manifest } from 'virtual:astro:manifest';
import type { TextAt } from './answering.ts';
import type { Drawing } from './drawn.ts';
import answers from './pages/answers.astro';

// The entry of the compiled templates.
export { show } from './portal.ts';

// Beside a server Astro finds no route of a page that a build draws: it takes it for drawn.
manifest.serverLike = false;

/** Whose page it is: a change of a compound touches its own ones, a change of the town all of them. */
export type Level = 'town' | 'committee' | 'compound';

type Component = Parameters<typeof renderToString>[1];
type Params = Record<string, string | undefined>;
interface Paths {
  getStaticPaths?: () => { params: Params }[];
}
type Page = Paths & { default: Component };
type Endpoint = Paths & { textAt: TextAt };

const ROUTES = import.meta.glob<Page | Endpoint>(['./pages/**/*.{astro,ts}', '!./pages/answers.astro'], { eager: true });

const levelOf = (route: string): Level =>
  route.includes('[compound]') ? 'compound' : route.includes('[committee]') ? 'committee' : 'town';

// As Astro names what it builds: a page is the index of a folder, but for the page of errors; an endpoint is its own file.
const fileOf = (route: string, params: Params): string => {
  const path = route
    .replace('./pages/', '')
    .replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name: string) => params[name] ?? '')
    .replace(/\/\.astro$/, '.astro');
  if (path.endsWith('.ts')) return path.slice(0, -3);
  const page = path.slice(0, -6);
  if (page === '404') return '404.html';
  return page === 'index' || page.endsWith('/index') ? `${page}.html` : `${page}/index.html`;
};

/**
 * The HTML of a page. Astro's own way to it makes a Response of it, which takes as long as most pages do, and longer to clear away.
 * @param address of the page's route @param locals what a page that is drawn on demand is handed
 */
const htmlOf = async (component: Component, address: string, locals: Partial<App.Locals> = {}): Promise<string> => {
  const state = new FetchState(new Request(new URL(address, 'http://localhost')));
  Object.assign(state.locals, locals);
  const result = await state.createResult({ default: component }, state.getActionAPIContext());
  result._metadata.headInTree = result.componentMetadata.get(component.moduleId ?? '')?.containsHead ?? false;
  const html = await renderToString(result, component, {}, {}, true, state.routeData);
  if (typeof html !== 'string') throw new Error(`${address} answered ${html.status}`);
  return html;
};

/** The HTML of an answer to somebody. */
export const render = (drawing: Drawing): Promise<string> => htmlOf(answers, '/answers', { drawing });

/** A file of the site, as a build would write it. */
export interface Drawn {
  /** `mingdu/xibu-mingdu-huayuan/index.html` */
  file: string;
  bytes: Uint8Array;
}

const addressOf = (file: string): string => file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '/');

/** Draws every page of one level, of what the edition that is shown wants drawn. */
export const drawPages = async function* (level: Level): AsyncGenerator<Drawn> {
  for (const [route, page] of Object.entries(ROUTES)) {
    if (levelOf(route) !== level) continue;
    for (const { params } of page.getStaticPaths?.() ?? [{ params: {} }]) {
      const file = fileOf(route, params);
      yield { file, bytes: Buffer.from('textAt' in page ? page.textAt(params) : await htmlOf(page.default, addressOf(file))) };
    }
  }
};
