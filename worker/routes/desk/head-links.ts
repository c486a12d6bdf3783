import { Hono } from 'hono';
import { zhCN } from '../../../domain/words/index.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { headGroupsFor } from '../../records/channels.ts';
import { makeHeadLink } from '../../records/headlinks.ts';
import { enqueue, type Tiding } from '../../records/enqueueing.ts';
import { Refusal } from '../../refusal.ts';
import { sendDue } from '../../tidings/sending.ts';
import { fullAddress, wholeSheetAt } from './offered.ts';
import { show } from './page.ts';
import { bound, type Rules } from './rules.ts';
import { itemIn } from './told.ts';
import { itemPath, toldItem, toldPath } from './told-views.ts';

const { desk } = zhCN;
const { tidings: w } = desk;

export const HEAD_LINK_RULES = {
  'POST /desk/told/:committee/:compound/links': { right: 'slots', of: 'place' },
  'POST /desk/told/:committee/:compound/heads': { right: 'slots', of: 'place' },
} as const satisfies Rules;

// A line with a link has a hundred bytes or more, and WeCom takes 2,048.
const LINES = 12;

/** Links for building heads: shown once to be pasted, or sent to their group. */
export const headLinkRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, HEAD_LINK_RULES);

  on('POST /desk/told/:committee/:compound/links', async (c, duty) => {
    const sheet = await wholeSheetAt(c, duty);
    const fields = await fieldsIn(c);
    const building = sheet.buildings.find(({ id }) => id === field(fields, 'building'));
    if (!building) throw new Refusal(422, desk.people.headNeedsBuilding);
    const url = fullAddress(c, duty.town, await makeHeadLink(duty, sheet, building.id, field(fields, 'end') === 'yes'));
    const up = { href: toldPath(sheet), name: w.told };
    return show(host, c, duty, 'desk/head-link', { building: building.name, url, text: w.linkText(building.name, url), up });
  });

  on('POST /desk/told/:committee/:compound/heads', async (c, duty) => {
    const sheet = await wholeSheetAt(c, duty);
    const fields = await fieldsIn(c);
    const item = await itemIn(c, sheet, duty, field(fields, 'item'), 409);
    const groups = await headGroupsFor(duty, { committee: sheet.committee.id, compound: sheet.compound.id });
    const channel = groups.find(({ id }) => id === field(fields, 'channel'));
    if (!channel) throw new Refusal(409, desk.shell.overtaken);
    const { missing } = await toldItem(duty, sheet, item);
    const tidings: Tiding[] = [];
    for (let at = 0; at < missing.length; at += LINES) {
      const lines: string[] = [];
      for (const { id, name } of missing.slice(at, at + LINES))
        lines.push(w.headsLine(name, fullAddress(c, duty.town, await makeHeadLink(duty, sheet, id))));
      const subject = `heads/${sheet.compound.id}/${item.path}/${at / LINES}`;
      tidings.push({
        ...{ subject, revision: `${item.revision}~${duty.now.real}`, asOf: duty.now.real, urgent: item.urgent },
        ...{ title: w.headsTitle(item.title), text: [w.headsText(item.title), ...lines].join('\n') },
      });
    }
    await enqueue(duty.store, channel, tidings, duty.now.real);
    await sendDue(c.env, duty.store, [channel], { subjects: tidings.map(({ subject }) => subject) });
    return c.redirect(`${itemPath(sheet, item)}&said=t-heads`, 303);
  });

  return app;
};
