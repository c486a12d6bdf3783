import { type Context, Hono } from 'hono';
import { zhCN } from '../../../../domain/words/index.ts';
import { configFor, originFor, type Spot } from '../../../editor/config.ts';
import { EDITOR_HEADERS } from '../../../headers.ts';
import type { Duty } from '../../../duty.ts';
import type { Host, Portal } from '../../../host.ts';
import { Refusal } from '../../../refusal.ts';
import { repositoryOf } from '../../../repository/content.ts';
import { RepositoryFault } from '../../../repository/repository.ts';
import { bound, type Rules } from '../rules.ts';
import { show } from '../page.ts';
import { API_RULES, apiRoutes } from './api.ts';

const words = zhCN.desk.editor;

const OWN_RULES = {
  'GET /desk/editor': { right: 'press' },
  'GET /desk/editor/config': { right: 'press', api: true },
} as const satisfies Rules;

export const EDITOR_RULES = { ...OWN_RULES, ...API_RULES };

const TOWN = 'town';

/** The places that are edited together: a committee with its compounds, a compound, or what is the town's own. */
const spotsOf = ({ scope, town }: Duty, at: string, additions: readonly string[] = []): Spot[] => {
  const id = scope.committee ?? at;
  if (id === TOWN) return [{ folder: '', name: words.townItself, level: 'town' }];
  const committee = town.committees.find((one) => one.id === id);
  if (!committee) return [];
  const compounds = committee.compounds
    .filter((one) => scope.compound === undefined || one.id === scope.compound)
    .map((one): Spot => ({ folder: `${id}/${one.id}`, name: one.name, level: 'compound' }));
  return scope.compound ? compounds : [{ folder: id, name: committee.name, level: 'committee', additions }, ...compounds];
};

const wayTo = (id: string, name: string) => ({ name, href: `/desk/editor?at=${id}` });

// Which services the town has is no secret: everybody reads them. While the repository is away the editor can save nothing anyway.
const townServices = async (c: Context<Portal>): Promise<string[]> => {
  try {
    const entries = await repositoryOf(c.env).list('services');
    return entries.flatMap(({ name, kind }) => (kind === 'file' && name.endsWith('.md') ? [name.slice(0, -'.md'.length)] : [])).sort();
  } catch (error) {
    if (error instanceof RepositoryFault) return [];
    throw error;
  }
};

const atIn = (c: Context<Portal>): string => c.req.query('at') ?? '';

/** The editor of whole files, and what it asks. */
export const editorRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, OWN_RULES);

  on('GET /desk/editor', async (c, duty) => {
    const at = atIn(c);
    if (duty.scope.committee === undefined && spotsOf(duty, at).length === 0) {
      const ways = [wayTo(TOWN, words.townItself), ...duty.town.committees.map(({ id, name }) => wayTo(id, name))];
      return show(host, c, duty, 'desk/editor', { ways });
    }
    // A file of the build: drawn with the desk's pages it would have their styles, which spoil its own.
    const page = await c.env.ASSETS.fetch(new URL('/_editor/', c.req.url).href);
    if (!page.ok) throw new Refusal(501, words.notBuilt);
    return c.html(await page.text(), 200, EDITOR_HEADERS);
  });

  on('GET /desk/editor/config', async (c, duty) => {
    const spots = spotsOf(duty, atIn(c), await townServices(c));
    return c.json(configFor(originFor(c.req.url, duty.town.url), spots));
  });

  app.route('/', apiRoutes());
  return app;
};
