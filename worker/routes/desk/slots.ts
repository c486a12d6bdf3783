import { Hono } from 'hono';
import { isHolding } from '../../../domain/status.ts';
import { numberTyped, typedIn } from '../../../domain/typed.ts';
import { zhCN } from '../../../domain/words/index.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { adjustSlot } from '../../records/adjustments.ts';
import { signupsOf, tallyOf } from '../../records/lines.ts';
import { standingOf } from '../../records/slots.ts';
import { Refusal } from '../../refusal.ts';
import { slotSaid } from './line-views.ts';
import { headOf, slotsPath, wholeOfferedAt } from './offered.ts';
import { show } from './page.ts';
import { bound, type Rules } from './rules.ts';
import { showSlot, slotIn } from './slot-page.ts';

const { desk, errors } = zhCN;
const { shell } = desk;
const words = desk.signups;

export const SLOT_RULES = {
  'GET /desk/slots/:committee/:compound/:kind/:of': { right: 'slots', of: 'place' },
  'GET /desk/slots/:committee/:compound/:kind/:of/:slot': { right: 'slots', of: 'place' },
  'POST /desk/slots/:committee/:compound/:kind/:of/:slot/adjustment': { right: 'slots', of: 'place' },
} as const satisfies Rules;

const MOST_PLACES = 5000;

/** Slots: closed, opened, given more places. */
export const slotRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, SLOT_RULES);

  on('GET /desk/slots/:committee/:compound/:kind/:of', async (c, duty) => {
    const offered = await wholeOfferedAt(c, duty);
    const [standing, tallies] = await Promise.all([
      standingOf(duty.store.dbOf(offered.sheet.committee.id), offered.sheet),
      tallyOf(duty.store, offered.sheet, signupsOf(duty, offered.sheet, offered)),
    ]);
    const base = slotsPath(offered.sheet, offered);
    const slots = offered.slots.map((slot) => {
      const { capacity = 0, left = 0, closed = false } = standing[slot.key] ?? {};
      const held = tallies.filter(({ slotKey, state }) => slotKey === slot.key && isHolding(state));
      const taken = held.reduce((sum, { count }) => sum + count, 0);
      return { href: `${base}/${slot.id}`, title: slotSaid(slot), room: words.room(taken, capacity), count: left, closed };
    });
    const lost = tallies.filter(({ slotKey, state }) => state === 'booked' && !offered.slots.some(({ key }) => key === slotKey));
    const gone = [...new Set(lost.map(({ slotKey }) => slotKey))].map((key) => {
      const count = lost.filter(({ slotKey }) => slotKey === key).reduce((sum, one) => sum + one.count, 0);
      return { href: `${base}/${key.slice(`${offered.kind}/${offered.of}/`.length)}`, title: words.vanished(offered.title, count), count };
    });
    return show(host, c, duty, 'desk/slots', { ...headOf(offered), slots, gone });
  });

  on('GET /desk/slots/:committee/:compound/:kind/:of/:slot', async (c, duty) => showSlot(host, c, duty, await wholeOfferedAt(c, duty)));

  on('POST /desk/slots/:committee/:compound/:kind/:of/:slot/adjustment', async (c, duty) => {
    const offered = await wholeOfferedAt(c, duty);
    const { slot } = slotIn(c, offered);
    if (!slot) throw new Refusal(404, shell.none);
    const fields = await fieldsIn(c);
    const [, shut, added] = /^([01]):(-?\d{1,5})$/.exec(field(fields, 'was')) ?? [];
    if (shut === undefined || added === undefined) throw new Refusal(400, zhCN.asking.unreadable);
    const total = Number(numberTyped(field(fields, 'places')) || Number.NaN);
    const note = typedIn(errors).text(words.note, 100).safeParse(field(fields, 'note'));
    const faults = {
      ...(Number.isInteger(total) && total >= 0 && total <= MOST_PLACES ? {} : { places: errors.count(words.places, 0, MOST_PLACES) }),
      ...(note.success || !field(fields, 'note').trim() ? {} : { note: errors.tooLong(words.note, 100) }),
    };
    if (Object.keys(faults).length > 0) return showSlot(host, c, duty, offered, { change: { values: fields, faults } }, { status: 422 });
    const change = { closed: field(fields, 'closed') === 'yes', places: total - (slot.capacity ?? 0), note: note.data };
    const was = { closed: shut === '1', places: Number(added) };
    const done = await adjustSlot(duty, offered.sheet, slot.key, change, was);
    if (!done) return showSlot(host, c, duty, offered, {}, { status: 409, fault: shell.overtaken });
    return c.redirect(`${slotsPath(offered.sheet, offered)}/${slot.id}?said=u-adjusted`, 303);
  });

  return app;
};
