import { type Context, Hono } from 'hono';
import { EMPTY_FORM, type FormState } from '../../../domain/form.ts';
import { hasMoved, type Slot } from '../../../domain/slot.ts';
import { numberTyped, typedIn } from '../../../domain/typed.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { SlotPage } from '../../../site/desk/signups.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { adjustmentsOf, adjustSlot, takenOf } from '../../records/adjustments.ts';
import { type Line, signupsOf, tallyOf } from '../../records/lines.ts';
import { MOST_AT_ONCE } from '../../records/many.ts';
import { moveTo, tell } from '../../records/movings.ts';
import { peopleBy } from '../../records/people.ts';
import { standingOf } from '../../records/slots.ts';
import { settled, signupAt } from '../../records/work.ts';
import { Refusal } from '../../refusal.ts';
import { sheetOf } from '../../sheets.ts';
import { inSlot } from './in-slot.ts';
import { lineView, slotSaid } from './line-views.ts';
import { headOf, listPath, type Offered, slotsPath, wholeOfferedAt } from './offered.ts';
import { type Manner, show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';

const { desk, errors } = zhCN;
const { shell } = desk;
const words = desk.signups;

export const SLOT_RULES = {
  'GET /desk/slots/:committee/:compound/:kind/:of': { right: 'slots', of: 'place' },
  'GET /desk/slots/:committee/:compound/:kind/:of/:slot': { right: 'slots', of: 'place' },
  'POST /desk/slots/:committee/:compound/:kind/:of/:slot/adjustment': { right: 'slots', of: 'place' },
  'POST /desk/slots/:committee/:compound/:kind/:of/:slot/moving': { right: 'slots', of: 'place' },
  'POST /desk/signups/:id/told': { right: 'slots', of: 'signup' },
} as const satisfies Rules;

const MOST_PLACES = 5000;

/** The slot in the address: git's, or the key under which people are still signed up. */
const slotIn = (c: Context<Portal>, { kind, of, slots }: Offered): { key: string; slot: Slot | undefined } => {
  const key = `${kind}/${of}/${param(c, 'slot')}`;
  return { key, slot: slots.find((one) => one.key === key) };
};

const changeOf = async (duty: Duty, offered: Offered, slot: Slot, form: FormState | undefined): Promise<SlotPage['change']> => {
  const changes = await adjustmentsOf(duty.store.db, offered.sheet);
  const change = changes.get(slot.key);
  const { closed, places } = change ?? { closed: false, places: 0 };
  const who = change && (await peopleBy(duty.store, [change.actor])).get(change.actor)?.name;
  const total = String(Math.max(0, (slot.capacity ?? 0) + places));
  return {
    form: form ?? { ...EMPTY_FORM, values: { places: total, note: change?.note ?? '' } },
    published: slot.capacity ?? 0,
    total,
    closed,
    was: `${closed ? 1 : 0}:${places}`,
    note: change?.note ?? undefined,
    by: change && words.changedBy(who ?? words.someone, zhCN.dates.moment(change.at)),
  };
};

const strandedOf = (duty: Duty, offered: Offered, lines: readonly Line[], total: number, form: FormState): SlotPage['stranded'] => ({
  lines: lines.map(lineView),
  total,
  targets: offered.slots.filter(({ endsAt }) => endsAt > duty.now.town).map((slot) => ({ value: slot.id, label: slotSaid(slot) })),
  form,
});

const showSlot = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  offered: Offered,
  { change, moving }: { change?: FormState; moving?: FormState } = {},
  manner: Manner = {},
): Promise<Response> => {
  const { key, slot } = slotIn(c, offered);
  const { lines, total } = await inSlot(duty, offered, key);
  if (!slot && total === 0) throw new Refusal(404, shell.none);
  const untold = slot ? lines.filter(({ row }) => hasMoved(row.slotWords, slot)) : [];
  const here = `${slotsPath(offered.sheet, offered)}/${param(c, 'slot')}`;
  const taken = await takenOf(duty.store.db, offered.sheet, key);
  const changed = slot && (await changeOf(duty, offered, slot, change));
  const [first] = lines;
  const said = slot ?? first?.row.slotWords;
  return show(
    host,
    c,
    duty,
    'desk/slot',
    {
      ...headOf(offered),
      here,
      slots: slotsPath(offered.sheet, offered),
      slot: said ? slotSaid(said) : '',
      room: changed && words.room(taken, Number(changed.total)),
      change: changed,
      untoldTotal: untold.length,
      untold: slot ? untold.slice(0, MOST_AT_ONCE).map((line) => ({ ...lineView(line), now: slotSaid(slot) })) : [],
      calls: untold.length > 0 || !slot ? `${here}/calls` : undefined,
      stranded: slot ? undefined : strandedOf(duty, offered, lines.slice(0, MOST_AT_ONCE), total, moving ?? EMPTY_FORM),
    },
    manner,
  );
};

/** Slots: closed, opened, given more places; and those in a slot that moved or is gone. */
export const slotRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, SLOT_RULES);

  on('GET /desk/slots/:committee/:compound/:kind/:of', async (c, duty) => {
    const offered = await wholeOfferedAt(c, duty);
    const [standing, tallies] = await Promise.all([
      standingOf(duty.store.db, offered.sheet),
      tallyOf(duty.store.db, signupsOf(duty, offered.sheet, offered)),
    ]);
    const base = slotsPath(offered.sheet, offered);
    const slots = offered.slots.map((slot) => {
      const { capacity = 0, left = 0, closed = false } = standing[slot.key] ?? {};
      const held = tallies.filter(({ slotKey, state }) => slotKey === slot.key && ['booked', 'collected', 'proxied'].includes(state));
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
    if (!done) throw new Refusal(409, words.changedMeanwhile(zhCN.status.signup[(await find()).row.state]));
    return c.redirect(`${slotsPath(sheet, first.row)}/${first.row.slotId}?said=u-told`, 303);
  });

  return app;
};
