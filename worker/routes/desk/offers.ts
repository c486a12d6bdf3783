import { type Context, Hono } from 'hono';
import { adjustments } from '../../../db/schema/slots.ts';
import type { Scope } from '../../../domain/role.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import type { OffersPage } from '../../../site/desk/signups.ts';
import { type Duty, may } from '../../duty.ts';
import type { Host, Portal } from '../../host.ts';
import { within } from '../../reach.ts';
import type { Db } from '../../records/store.ts';
import { findSheet } from '../../sheets.ts';
import { alarmsOf, heapsIn, offersOf, routesOf, turnoutsOf } from './offer-views.ts';
import { show } from './page.ts';
import { bound, type Rules } from './rules.ts';

export const OFFER_RULES = {
  'GET /desk/signups': { right: 'signups' },
} as const satisfies Rules;

/** The compounds of a scope, each with its sheet. */
export const sheetsIn = async (c: Context<Portal>, { town, scope }: Duty, committee: string | undefined): Promise<Sheet[]> => {
  const wanted = town.committees
    .filter(({ id }) => id === (scope.committee ?? committee))
    .flatMap(({ id, compounds }) => compounds.filter((one) => (scope.compound ?? one.id) === one.id).map((one) => [id, one.id] as const));
  const sheets = await Promise.all(wanted.map(([where, compound]) => findSheet(c, where, compound)));
  return sheets.filter((sheet) => sheet !== undefined);
};

/** The committee whose compounds are shown, where the scope is the town: the one asked for. */
export const committeeIn = (c: Context<Portal>, { town, scope }: Duty): string | undefined =>
  scope.committee ?? town.committees.find(({ id }) => id === c.req.query('committee'))?.id;

const placesAdded = (db: Db, scope: Scope) =>
  db
    .select({
      committee: adjustments.committee,
      compound: adjustments.compound,
      slotKey: adjustments.slotKey,
      places: adjustments.places,
    })
    .from(adjustments)
    .where(within(adjustments, scope));

/** What can be signed up for, and where something is wrong with it. */
export const offerRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, OFFER_RULES);

  on('GET /desk/signups', async (c, duty) => {
    const { store, scope, town } = duty;
    const committee = committeeIn(c, duty);
    const [sheets, heaps, changes] = await Promise.all([
      sheetsIn(c, duty, committee),
      heapsIn(duty, committee),
      Promise.all(store.dbsOf(committee).map((db) => placesAdded(db, { ...scope, committee, building: undefined }))),
    ]);
    const added = new Map(changes.flat().map((one) => [`${one.committee}/${one.compound}/${one.slotKey}`, one.places]));
    const known = new Set(sheets.map((sheet) => `${sheet.committee.id}/${sheet.compound.id}`));
    const elsewhere = [...new Set(heaps.map((one) => `${one.committee}/${one.compound}`))].filter((name) => !known.has(name));
    // Where the scope is the town nothing may be missed either: what has gone wrong stands first, wherever it is.
    const others = await Promise.all(elsewhere.map((name) => findSheet(c, ...(name.split('/') as [string, string]))));
    const page: OffersPage = {
      ...alarmsOf(duty, [...sheets, ...others.filter((sheet) => sheet !== undefined)], heaps),
      committees:
        scope.committee === undefined
          ? town.committees.map(({ id, name }) => ({ href: `/desk/signups?committee=${id}`, title: name, current: id === committee }))
          : [],
      compounds: sheets.map((sheet) => ({
        name: sheet.compound.name,
        offers: offersOf(duty, sheet, heaps, added),
        turnouts: may(duty, 'slots') && scope.building === undefined ? turnoutsOf(sheet) : [],
        routes: may(duty, 'requests') && scope.building === undefined ? routesOf(sheet) : [],
      })),
      exports: may(duty, 'export') && scope.building === undefined,
    };
    return show(host, c, duty, 'desk/offers', page);
  });

  return app;
};
