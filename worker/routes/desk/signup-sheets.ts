import { Hono } from 'hono';
import { hasMoved } from '../../../domain/slot.ts';
import { lastFour } from '../../../domain/phone.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { PaperSheet, TickSheetRow } from '../../../site/desk/paper.ts';
import type { Way } from '../../../site/desk/way.ts';
import type { Host, Portal } from '../../host.ts';
import { buildingsIn, type Filter, type Line, pageOf, passes, signupsOf, sumOf, tallyOf } from '../../records/lines.ts';
import { logList } from '../../records/lists.ts';
import { inSlot } from './in-slot.ts';
import { buildingSaid, lineView, slotSaid } from './line-views.ts';
import { fullAddress, listPath, type Offered, offeredAt, slotsPath, wholeOfferedAt, withQuery } from './offered.ts';
import { show } from './page.ts';
import { paperSheets } from './paper.ts';
import { bound, param, type Rules } from './rules.ts';

const words = zhCN.desk.signups;

export const SIGNUP_SHEET_RULES = {
  'GET /desk/signups/of/:committee/:compound/:kind/:of/sheet': { right: 'signups', of: 'place' },
  'GET /desk/slots/:committee/:compound/:kind/:of/:slot/calls': { right: 'slots', of: 'place' },
} as const satisfies Rules;

/** Lines of an A4 page, with its head and foot. */
const ROWS = 24;
const CALL_ROWS = 15;
/** For those who come without having signed up, at the end of each building. */
const WALK_INS = 4;
/** What a page of the desk may weigh: more is printed building by building. */
const MOST = 200;

const blank: TickSheetRow = { door: '', state: 'booked' };
const caption: TickSheetRow = { ...blank, caption: words.walkIn };

const rowOf = ({ row, person, door }: Line, at: number): TickSheetRow => ({
  number: at + 1,
  door: door || words.noBuilding,
  name: person?.name,
  last4: person && lastFour(person.phone),
  state: row.state,
});

/** A sheet for each slot and building, so that each can be handed to whoever stands there. */
const sheetsOf = ({ sheet, title, slots }: Offered, lines: readonly Line[]): PaperSheet<TickSheetRow>[] => {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const name = `${line.row.slotKey}|${line.row.building ?? ''}`;
    groups.set(name, [...(groups.get(name) ?? []), line]);
  }
  const place = (key: string) => slots.findIndex((slot) => slot.key === key);
  const ordered = [...groups.values()].sort((one, other) => place(one[0]?.row.slotKey ?? '') - place(other[0]?.row.slotKey ?? ''));
  return ordered.flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const slot = slots.find(({ key }) => key === first.row.slotKey) ?? first.row.slotWords;
    const about = `${sheet.compound.name} ${buildingSaid(sheet, first.row.building)} · ${title} · ${slotSaid(slot)}`;
    const walkIns = Array.from({ length: WALK_INS }, () => blank);
    return paperSheets([...group.map(rowOf), caption, ...walkIns], ROWS, about);
  });
};

/** Lists on paper: to be ticked by hand, to be called one after the other. */
export const signupSheetRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, SIGNUP_SHEET_RULES);

  on('GET /desk/signups/of/:committee/:compound/:kind/:of/sheet', async (c, duty) => {
    const offered = await offeredAt(c, duty);
    const { sheet, kind, of } = offered;
    const base = listPath(sheet, offered);
    const { slot, building } = c.req.query();
    const filter: Filter = { slot: slot ? `${kind}/${of}/${slot}` : undefined, building: building || undefined };
    const where = signupsOf(duty, sheet, offered);
    const tallies = await tallyOf(duty.store, sheet, where);
    const shown = tallies.filter(passes(filter));
    const tooMany = sumOf(shown) > MOST;
    const { lines } = tooMany ? { lines: [] } : await pageOf(duty.store, sheet, where, tallies, filter, 1, MOST);
    const here = withQuery(`${base}/sheet`, { slot, building });
    if (!tooMany) await logList(duty, sheet, `signups/${kind}/${of}`, 'printed', { lines: lines.length, ...(building && { building }) });
    const buildings = buildingsIn(sheet, tallies).flatMap((id): Way[] => {
      const count = sumOf(tallies.filter(passes({ ...filter, building: id ?? undefined })));
      return id && count > 0 ? [{ href: withQuery(`${base}/sheet`, { slot, building: id }), title: buildingSaid(sheet, id), count }] : [];
    });
    return show(host, c, duty, 'desk/tick-sheet', {
      kind,
      title: words.tickSheet,
      up: { href: base, name: offered.title },
      newest: fullAddress(c, duty.town, here),
      sheets: tooMany ? [] : sheetsOf(offered, lines),
      buildings: tooMany || !building ? buildings : [],
    });
  });

  on('GET /desk/slots/:committee/:compound/:kind/:of/:slot/calls', async (c, duty) => {
    const offered = await wholeOfferedAt(c, duty);
    const { sheet, kind, of, slots, title } = offered;
    const key = `${kind}/${of}/${param(c, 'slot')}`;
    const slot = slots.find((one) => one.key === key);
    const { lines } = await inSlot(duty, offered, key);
    const untold = slot ? lines.filter(({ row }) => hasMoved(row.slotWords, slot)) : lines;
    const rows = untold
      .map(lineView)
      .map(({ door, name, phone, slot: was }) => ({ door, name, phone, was, now: slot ? slotSaid(slot) : '' }));
    await logList(duty, sheet, `calls/${key}`, 'printed', { lines: rows.length });
    return show(host, c, duty, 'desk/call-sheet', {
      title: words.callSheet,
      up: { href: `${slotsPath(sheet, offered)}/${param(c, 'slot')}`, name: title },
      newest: fullAddress(c, duty.town, c.req.path),
      sheets: paperSheets(rows, CALL_ROWS, `${sheet.compound.name} ${title}${slot ? ` · ${words.to(slotSaid(slot))}` : ''}`),
    });
  });

  return app;
};
