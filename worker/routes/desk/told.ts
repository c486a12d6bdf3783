import { type Context, Hono } from 'hono';
import type { Sheet } from '../../../domain/sheet.ts';
import { MEDIA, type Seen } from '../../../domain/tidings.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { asSeen } from '../../records/sightings.ts';
import { announce, tell } from '../../records/tellings.ts';
import { Refusal } from '../../refusal.ts';
import { liveAt } from '../../tidings/feeds.ts';
import { whereaboutsOf } from '../../../domain/sheet.ts';
import { HEAD_LINK_RULES, headLinkRoutes } from './head-links.ts';
import { sheetAt, wholeSheetAt } from './offered.ts';
import { committeeIn, sheetsIn } from './offers.ts';
import { show } from './page.ts';
import { bound, type Rules } from './rules.ts';
import { buildingsOf, itemPath, toldItem, toldLines } from './told-views.ts';

const { desk } = zhCN;

const OWN_RULES = {
  'GET /desk/told': { right: 'told' },
  'GET /desk/told/:committee/:compound': { right: 'told', of: 'place' },
  'POST /desk/told/:committee/:compound/tellings': { right: 'told', of: 'place' },
  'POST /desk/told/:committee/:compound/announcements': { right: 'slots', of: 'place' },
} as const satisfies Rules;

export const TOLD_RULES = { ...OWN_RULES, ...HEAD_LINK_RULES };

/** Something that is live for a compound. @param status of the refusal where it is not, or no longer */
export const itemIn = async (c: Context<Portal>, sheet: Sheet, { store }: Duty, path: string, status: 404 | 409): Promise<Seen> => {
  const items = await liveAt(c.env, sheet.committee.id, sheet.compound.id);
  const [item] = await asSeen(
    store,
    items.filter((one) => one.path === path),
  );
  if (!item) throw new Refusal(status, status === 404 ? desk.shell.none : desk.shell.overtaken);
  return item;
};

const listAll = async (c: Context<Portal>, duty: Duty) => {
  const { town, scope } = duty;
  const committee = committeeIn(c, duty);
  const sheets = await sheetsIn(c, duty, committee);
  const compounds = await Promise.all(
    sheets.map(async (sheet) => ({
      name: sheet.compound.name,
      items: await toldLines(duty, sheet, await asSeen(duty.store, await liveAt(c.env, sheet.committee.id, sheet.compound.id))),
    })),
  );
  const choices = town.committees.map(({ id, name }) => ({ href: `/desk/told?committee=${id}`, title: name, current: id === committee }));
  return { committees: scope.committee === undefined ? choices : [], compounds };
};

/** Who has heard what: building by building, and through what else it went out. */
export const toldRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, OWN_RULES);

  on('GET /desk/told', async (c, duty) => show(host, c, duty, 'desk/told', await listAll(c, duty)));

  on('GET /desk/told/:committee/:compound', async (c, duty) => {
    const sheet = await sheetAt(c, duty);
    const path = c.req.query('item');
    if (path === undefined) {
      const items = await toldLines(duty, sheet, await asSeen(duty.store, await liveAt(c.env, sheet.committee.id, sheet.compound.id)));
      return show(host, c, duty, 'desk/told', { committees: [], compounds: [{ name: sheet.compound.name, items }] });
    }
    return show(host, c, duty, 'desk/told-item', await toldItem(duty, sheet, await itemIn(c, sheet, duty, path, 404)));
  });

  on('POST /desk/told/:committee/:compound/tellings', async (c, duty) => {
    const sheet = await sheetAt(c, duty);
    const fields = await fieldsIn(c);
    const item = await itemIn(c, sheet, duty, field(fields, 'item'), 409);
    const building = buildingsOf(duty, sheet).find(({ id }) => id === field(fields, 'building'));
    // Who told his doors of what he read has not told them of what it was changed to since.
    if (!building || item.revision !== field(fields, 'revision')) throw new Refusal(409, desk.shell.overtaken);
    const way = duty.grant.role === 'head' ? 'head' : 'call';
    await tell(duty.store, whereaboutsOf(sheet), building.id, item, { way, hand: duty.hand, now: duty.now });
    return c.redirect(`${itemPath(sheet, item)}&said=t-told`, 303);
  });

  on('POST /desk/told/:committee/:compound/announcements', async (c, duty) => {
    const sheet = await wholeSheetAt(c, duty);
    const fields = await fieldsIn(c);
    const item = await itemIn(c, sheet, duty, field(fields, 'item'), 409);
    const medium = MEDIA.find((one) => one === field(fields, 'medium'));
    if (!medium || item.revision !== field(fields, 'revision')) throw new Refusal(409, desk.shell.overtaken);
    await announce(duty, sheet, item, medium, field(fields, 'done') !== 'no');
    return c.redirect(`${itemPath(sheet, item)}&said=t-announced`, 303);
  });

  app.route('/', headLinkRoutes(host));
  return app;
};
