import { type Context, Hono } from 'hono';
import type { Sheet } from '../../../domain/sheet.ts';
import type { EntryStartPage } from '../../../site/desk/entry.ts';
import type { Duty } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { teamsFor } from '../../records/queue.ts';
import { show } from './page.ts';
import { placeAt, placesIn } from './places.ts';
import { bound, type Rules } from './rules.ts';

export const ENTRY_START_RULES = { 'GET /desk/entry': { right: 'enter' } } as const satisfies Rules;

const entryPath = (committee: string, compound: string): string => `/desk/entry?place=${committee}/${compound}`;

/** What somebody may enter at a place: the services of his teams. */
export const servicesIn = (duty: Duty, sheet: Sheet) => {
  const teams: readonly string[] = teamsFor(duty);
  return sheet.services.filter(({ team }) => teams.includes(team));
};

const startOf = async (c: Context<Portal>, duty: Duty): Promise<EntryStartPage> => {
  const committees = placesIn(duty);
  const all = committees.flatMap(({ id, compounds }) => compounds.map((one) => ({ committee: id, compound: one.id })));
  const [committee = '', compound = ''] = (c.req.query('place') ?? '').split('/');
  const asked = c.req.query('place') ? { committee, compound } : all.length === 1 ? all[0] : undefined;
  const sheet = asked && (await placeAt(c, duty, asked));
  return {
    several: all.length > 1,
    place: sheet && {
      name: `${sheet.committee.name} ${sheet.compound.name}`,
      services: servicesIn(duty, sheet).map(({ id, title, paused }) => ({
        href: `/desk/entry/${sheet.committee.id}/${sheet.compound.id}/${id}`,
        title,
        paused,
      })),
    },
    places: committees.map(({ id, name, compounds }) => ({
      committee: name,
      options: compounds.map((one) => ({ href: entryPath(id, one.id), label: one.name })),
    })),
  };
};

/** Before the form: where somebody lives who calls, and what for. */
export const entryStartRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, ENTRY_START_RULES);

  on('GET /desk/entry', async (c, duty) => show(host, c, duty, 'desk/entry-start', await startOf(c, duty)));

  return app;
};
