import { astro, FetchState } from 'astro/fetch';
import { renderToString } from 'astro/runtime/server/index.js';
import type { TextAt } from './answering.ts';

// The entry of the compiled templates.
export { show } from './portal.ts';

/**
 * Draws any page of the site.
 * @param locals what a page that is drawn on demand is handed
 */
export const render = (request: Request, locals: Partial<App.Locals> = {}): Promise<Response> => {
  const state = new FetchState(request);
  // In one piece: there is nothing to wait for that could be sent meanwhile.
  state.streaming = false;
  Object.assign(state.locals, locals);
  return astro(state);
};

/** Whose page it is: a change of a compound touches its own ones, a change of the town all of them. */
export type Level = 'town' | 'committee' | 'compound';

type Params = Record<string, string | undefined>;
interface Paths {
  getStaticPaths?: () => { params: Params }[];
}
type Page = Paths & { default: Parameters<typeof renderToString>[1] };
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
 * @param file as a build would write it
 */
const htmlOf = async (page: Page, file: string): Promise<string> => {
  const address = file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '/');
  const state = new FetchState(new Request(new URL(address, 'http://localhost')));
  const result = await state.createResult(page, state.getActionAPIContext());
  result._metadata.headInTree = result.componentMetadata.get(page.default.moduleId ?? '')?.containsHead ?? false;
  const html = await renderToString(result, page.default, {}, {}, true, state.routeData);
  if (typeof html !== 'string') throw new Error(`${file} answered ${html.status}`);
  return html;
};

/** A file of the site, as a build would write it. */
export interface Drawn {
  /** `mingdu/xibu-mingdu-huayuan/index.html` */
  file: string;
  bytes: Uint8Array;
}

/** Draws every page of one level, of what the edition that is shown wants drawn. */
export const drawPages = async function* (level: Level): AsyncGenerator<Drawn> {
  for (const [route, page] of Object.entries(ROUTES)) {
    if (levelOf(route) !== level) continue;
    for (const { params } of page.getStaticPaths?.() ?? [{ params: {} }]) {
      const file = fileOf(route, params);
      yield { file, bytes: Buffer.from('textAt' in page ? page.textAt(params) : await htmlOf(page, file)) };
    }
  }
};
