import { Hono } from 'hono';
import { zhCN } from '../../../domain/words/index.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { MOST_AT_ONCE } from '../../records/many.ts';
import { moveTo, tell } from '../../records/movings.ts';
import { settled, signupAt } from '../../records/work.ts';
import { Refusal } from '../../refusal.ts';
import { sheetOf } from '../../sheets.ts';
import { inSlot } from './in-slot.ts';
import { listPath, slotsPath, wholeOfferedAt } from './offered.ts';
import { bound, param, type Rules } from './rules.ts';
import { showSlot, slotIn } from './slot-page.ts';

const { errors } = zhCN;
const { signups: words } = zhCN.desk;

export const MOVING_RULES = {
  'POST /desk/slots/:committee/:compound/:kind/:of/:slot/moving': { right: 'slots', of: 'place' },
  'POST /desk/signups/:id/told': { right: 'slots', of: 'signup' },
} as const satisfies Rules;

/** Those in a slot that is gone, who are moved; those in one that moved, who are told. */
export const movingRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, MOVING_RULES);

  on('POST /desk/slots/:committee/:compound/:kind/:of/:slot/moving', async (c, duty) => {
    const offered = await wholeOfferedAt(c, duty);
    const { key } = slotIn(c, offered);
    const fields = await fieldsIn(c);
    const to = offered.slots.find(({ id, endsAt }) => id === field(fields, 'to') && endsAt > duty.now.town);
    const { lines } = await inSlot(duty, offered, key);
    const named = [fields['who'] ?? []].flat();
    const everybody = field(fields, 'all') === 'yes';
    const ids = lines.map(({ row }) => row.id).filter((id) => everybody || named.includes(id));
    const faults = {
      ...(to ? {} : { to: errors.choose(words.target) }),
      ...(ids.length > 0 ? {} : { all: words.moveNobody }),
    };
    if (!to || ids.length === 0) return showSlot(host, c, duty, offered, { moving: { values: fields, faults } }, { status: 422 });
    const overrule = field(fields, 'overrule') === 'yes';
    let [moved, stayed] = [0, 0];
    for (let from = 0; from < ids.length; from += MOST_AT_ONCE) {
      const piece = await moveTo(duty, offered.sheet, ids.slice(from, from + MOST_AT_ONCE), to, overrule);
      moved += piece.moved;
      stayed += piece.stayed;
    }
    const moving = { values: { to: to.id }, faults: {} };
    if (stayed > 0) return showSlot(host, c, duty, offered, { moving }, { status: 409, fault: words.movedSome(moved, stayed) });
    return c.redirect(`${listPath(offered.sheet, offered)}?slot=${to.id}&said=u-moved`, 303);
  });

  on('POST /desk/signups/:id/told', async (c, duty) => {
    const id = param(c, 'id');
    const find = () => signupAt(duty, id);
    const first = await find();
    const sheet = await sheetOf(c, first.row.committee, first.row.compound);
    const done = await settled(find, (record) => tell(duty, sheet, record));
    if (!done) {
      const { row } = await find();
      throw new Refusal(409, words.changedMeanwhile(zhCN.status.signup[row.kind][row.state]));
    }
    return c.redirect(`${slotsPath(sheet, first.row)}/${first.row.slotId}?said=u-told`, 303);
  });

  return app;
};
