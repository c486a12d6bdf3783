import { type Context, Hono } from 'hono';
import { whereaboutsOf, type Sheet } from '../../domain/sheet.ts';
import { byWeight, isToTell, type Seen } from '../../domain/tidings.ts';
import { zhCN } from '../../domain/words/index.ts';
import type { DoorsItem } from '../../site/answers/answers.ts';
import { field, fieldsIn } from '../fields.ts';
import type { Host, Portal } from '../host.ts';
import { type Moment, momentOf } from '../moment.ts';
import { type HeadLink, headLinkWith } from '../records/headlinks.ts';
import { asSeen, versionsOf } from '../records/sightings.ts';
import { type Store, storeFor } from '../records/store.ts';
import { tell, tellingsAt } from '../records/tellings.ts';
import { Refusal } from '../refusal.ts';
import { sheetOf, townSheet } from '../sheets.ts';
import { liveAt } from '../tidings/feeds.ts';

const { dates, desk } = zhCN;
const { tidings: w } = desk;

const TOKEN = /^[0-9a-f]{64}$/;

/** What a link opens: one building, and what is live for it. */
interface Opened {
  store: Store;
  link: HeadLink;
  sheet: Sheet;
  now: Moment;
  items: Seen[];
}

const open = async (c: Context<Portal>, token: string): Promise<Opened> => {
  const [store, town] = await Promise.all([storeFor(c.env), townSheet(c)]);
  const real = Date.now();
  const link = TOKEN.test(token) ? await headLinkWith(store, token, { real, town: real + town.clockOffset }) : undefined;
  if (!link) throw new Refusal(404, w.linksOver);
  const { committee, compound } = link;
  const [sheet, items] = await Promise.all([sheetOf(c, committee, compound), liveAt(c.env, committee, compound)]);
  return { store, link, sheet, now: momentOf(sheet, real), items: await asSeen(store, items) };
};

const itemsFor = async ({ store, link, now, items }: Opened): Promise<DoorsItem[]> => {
  const tellings = await tellingsAt(store, link, link.building);
  return items
    .filter((item) => isToTell(item, now.town))
    .sort(byWeight)
    .map(({ path, revision, title, text, url, urgent }) => {
      const mine = tellings.filter((one) => one.path === path);
      const told = mine.find((one) => one.revision === revision);
      return { path, revision, title, text, url, urgent, changed: !told && mine.length > 0, told: told && dates.moment(told.at) };
    });
};

/** A building head's link: what his doors are to be told of, and one button. Who has it can say that of this building and nothing else. */
export const headLinks = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });

  app.get('/:token', async (c) => {
    const token = c.req.param('token');
    const opened = await open(c, token);
    const { sheet, link } = opened;
    const building = sheet.buildings.find(({ id }) => id === link.building)?.name ?? link.building;
    const page = { sheet, building, base: `/t/${token}`, items: await itemsFor(opened), done: c.req.query('done') !== undefined };
    return host.render(c, 'answers/doors', page, 200);
  });

  // WeChat reloads the page that a form was sent to.
  app.get('/:token/tellings', (c) => c.redirect(`/t/${c.req.param('token')}`, 303));

  app.post('/:token/tellings', async (c) => {
    const token = c.req.param('token');
    const { store, link, sheet, now, items } = await open(c, token);
    const fields = await fieldsIn(c);
    const [path, revision] = [field(fields, 'item'), field(fields, 'revision')];
    const item = items.find((one) => one.path === path);
    // What he read may have been changed since: then he has told the old one, and the page asks him again.
    const isKnown = item?.revision === revision || (await versionsOf(store, path)).includes(revision);
    if (!item || !isToTell(item, now.town) || !isKnown) throw new Refusal(409, desk.shell.overtaken);
    const hand = { actor: 'head', by: null } as const;
    await tell(store, whereaboutsOf(sheet), link.building, { path, revision }, { way: 'link', hand, now });
    return c.redirect(`/t/${token}?done`, 303);
  });

  return app;
};
