import { astro, FetchState, pages } from 'astro/fetch';

// The entry of the compiled templates.
export { show } from './portal.ts';

const open = (request: Request): FetchState => {
  const state = new FetchState(request);
  // In one piece: there is nothing to wait for that could be sent meanwhile.
  state.streaming = false;
  return state;
};

/**
 * Draws any page of the site.
 * @param locals what a page that is drawn on demand is handed
 */
export const render = (request: Request, locals: Partial<App.Locals> = {}): Promise<Response> => {
  const state = open(request);
  Object.assign(state.locals, locals);
  return astro(state);
};

/** Whose page it is: a change of a compound touches its own ones, a change of the town all of them. */
export type Level = 'town' | 'committee' | 'compound';

type Params = Readonly<Record<string, string | undefined>>;
interface Route {
  getStaticPaths?: () => readonly { params: Params }[];
}

const ROUTES = import.meta.glob<Route>(['./pages/**/*.{astro,ts}', '!./pages/answers.astro']);

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

/** A file of the site, as a build would write it. */
export interface Drawn {
  /** `mingdu/xibu-mingdu-huayuan/index.html` */
  file: string;
  bytes: Uint8Array;
}

/** Draws every page of one level, of what the edition that is shown wants drawn. */
export const drawPages = async function* (level: Level): AsyncGenerator<Drawn> {
  for (const [route, load] of Object.entries(ROUTES)) {
    if (levelOf(route) !== level) continue;
    const { getStaticPaths } = await load();
    for (const { params } of getStaticPaths?.() ?? [{ params: {} }]) {
      const file = fileOf(route, params);
      const address = file.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '/');
      const answer = await pages(open(new Request(new URL(address, 'http://localhost'))));
      if (answer.status !== (file === '404.html' ? 404 : 200)) throw new Error(`${file} answered ${answer.status}`);
      yield { file, bytes: new Uint8Array(await answer.arrayBuffer()) };
    }
  }
};
