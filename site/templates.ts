import { astro, FetchState } from 'astro/fetch';

/**
 * The entry of the compiled templates: draws any page of the site.
 * @param locals what a page that is drawn on demand is handed
 */
export const render = (request: Request, locals: Partial<App.Locals> = {}): Promise<Response> => {
  const state = new FetchState(request);
  Object.assign(state.locals, locals);
  return astro(state);
};
