import type { Context } from 'hono';
import { Hono } from 'hono';
import { EMPTY_FORM } from '../../../domain/form.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { addressIn } from '../../../domain/signup.ts';
import { tagOf, tagSpoken } from '../../../domain/tag.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { FindPage } from '../../../site/desk/find.ts';
import { type Duty, may } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { type Found, findByBuilding, findByDoor, findByTag, findTyped } from '../../records/finding.ts';
import { type Signup, sealedPerson } from '../../records/signups.ts';
import { Refusal } from '../../refusal.ts';
import { unseal } from '../../seal.ts';
import { linesOf } from './lines.ts';
import { show } from './page.ts';
import { doorIn, placeAt, placesIn, sheetsFor } from './places.ts';
import { bound, param, type Rules } from './rules.ts';

const { dates, desk } = zhCN;
const { requests: w, shell } = desk;

export const FIND_RULES = {
  'GET /desk/find': { right: 'enter' },
  'GET /desk/t/:tag': { right: 'enter', of: 'request' },
} as const satisfies Rules;

const NOBODY: Found = { requests: [], signups: [] };
const ADDRESS = ['building', 'unit', 'room', 'family', 'house', 'bed'] as const;

const recordPath = (duty: Duty, id: string): string => (may(duty, 'requests') ? `/desk/requests/${id}` : `/desk/requests/${id}/slip`);

const signupLines = async (c: Context<Portal>, duty: Duty, rows: readonly Signup[]): Promise<FindPage['signups']> => {
  const sheets = await sheetsFor(c, duty, rows);
  return Promise.all(
    rows.map(async ({ id, kind, sealed, committee, compound, slotWords, slotStarts, state }) => {
      const person = sealed ? await unseal(duty.store.keys, `signups/${id}`, sealed, sealedPerson) : undefined;
      const sheet = sheets.get(`${committee}/${compound}`);
      return {
        href: may(duty, 'signups') ? `/desk/signups/${id}` : undefined,
        tag: tagSpoken(tagOf(id)),
        title: slotWords.title,
        when: dates.moment(slotStarts),
        door: [sheet?.compound.name, sheet && person && doorIn(sheet, person)].filter(Boolean).join(' '),
        name: person?.name ?? w.noName,
        state: zhCN.status.signup[kind][state],
      };
    }),
  );
};

/** The place whose doors are asked for: the one that was chosen, or the only one there is. */
const siteOf = async (c: Context<Portal>, duty: Duty): Promise<Sheet | undefined> => {
  const all = placesIn(duty).flatMap(({ id, compounds }) => compounds.map((one) => ({ committee: id, compound: one.id })));
  const [committee = '', compound = ''] = (c.req.query('place') ?? '').split('/');
  if (c.req.query('place')) return placeAt(c, duty, { committee, compound });
  return all.length === 1 && all[0] ? placeAt(c, duty, all[0]) : undefined;
};

/** To find again what somebody asks about: by receipt, tag, phone or door. */
export const findRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, FIND_RULES);

  on('GET /desk/find', async (c, duty) => {
    const typed = (c.req.query('q') ?? '').trim().slice(0, 200);
    const sheet = await siteOf(c, duty);
    const values = Object.fromEntries(ADDRESS.map((name) => [name, c.req.query(name)?.trim() ?? '']));
    const address = addressIn(values);
    const byDoor = sheet !== undefined && address.building !== '';
    const whole = ADDRESS.some((name) => name !== 'building' && values[name] !== '');
    const atDoor = () => (!byDoor ? NOBODY : whole ? findByDoor(duty, sheet, address) : findByBuilding(duty, sheet, address.building));
    const found = typed ? await findTyped(duty, typed) : await atDoor();
    const lines = await linesOf(c, duty, found.requests);
    return show(host, c, duty, 'desk/find', {
      typed,
      searched: typed !== '' || byDoor,
      requests: lines.map((line) => ({
        ...line,
        href: may(duty, 'requests') ? `/desk/requests/${line.id}` : undefined,
        slip: `/desk/requests/${line.id}/slip`,
      })),
      signups: await signupLines(c, duty, found.signups),
      many: found.requests.length + found.signups.length >= 30,
      places: placesIn(duty).map(({ id, name, compounds }) => ({
        committee: name,
        options: compounds.map((one) => ({ href: `/desk/find?place=${id}/${one.id}`, label: one.name })),
      })),
      sheet,
      form: { ...EMPTY_FORM, values },
    });
  });

  on('GET /desk/t/:tag', async (c, duty) => {
    const { requests, signups } = await findByTag(duty, param(c, 'tag'));
    const [request] = requests;
    const [signup] = signups;
    if (requests.length + signups.length > 1) return c.redirect(`/desk/find?q=${encodeURIComponent(param(c, 'tag'))}`, 303);
    if (request) return c.redirect(recordPath(duty, request.id), 303);
    if (signup) return c.redirect(`/desk/signups/${signup.id}`, 303);
    throw new Refusal(404, shell.none);
  });

  return app;
};
