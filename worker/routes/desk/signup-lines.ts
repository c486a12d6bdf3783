import { type Context, Hono } from 'hono';
import { receiptPath } from '../../../domain/receipt.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import { hasMoved, type SlotKind } from '../../../domain/slot.ts';
import { SIGNUP_STATES, TICKABLE } from '../../../domain/status.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { LinePage } from '../../../site/desk/line.ts';
import { type Duty, may } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { cancel } from '../../records/cancellations.ts';
import { logDeed } from '../../records/deeds.ts';
import type { EventRow } from '../../records/events.ts';
import { lineOf } from '../../records/lines.ts';
import { type Person, peopleBy } from '../../records/people.ts';
import { codeOf } from '../../records/receipts.ts';
import type { SignupRecord } from '../../records/record.ts';
import { type Ticked, tick } from '../../records/ticks.ts';
import { inDbOf } from '../../records/store.ts';
import { rightsOf } from '../../records/view.ts';
import { settled, signupAt } from '../../records/work.ts';
import { Refusal } from '../../refusal.ts';
import { sheetOf } from '../../sheets.ts';
import { lineView, slotSaid } from './line-views.ts';
import { fullAddress, listPath, slotsPath } from './offered.ts';
import { type Manner, show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';

const { status, receipt, desk } = zhCN;
const words = desk.signups;

export const SIGNUP_LINE_RULES = {
  'GET /desk/signups/:id': { right: 'signups', of: 'signup' },
  'POST /desk/signups/:id/tick': { right: 'signups', of: 'signup' },
  'POST /desk/signups/:id/cancellation': { right: 'signups', of: 'signup' },
  'GET /desk/signups/:id/slip': { right: 'signups', of: 'signup' },
} as const satisfies Rules;

const DEEDS: Readonly<Record<string, string>> = { ...receipt.deeds, ...words.deeds };
const stepOf = (kind: SlotKind, { at, actor, by, deed, state, fromState }: EventRow, people: ReadonlyMap<string, Person>): string => {
  const states: Readonly<Record<string, string>> = zhCN.status.signup[kind];
  const who = by === null ? status.actor[actor] : (people.get(by)?.name ?? words.someone);
  const reached = state !== null && state !== fromState && deed !== 'signed-up' ? states[state] : undefined;
  return words.step(at, who, [DEEDS[deed], reached].filter(Boolean).join('，'));
};

const alarmOf = (duty: Duty, sheet: Sheet, { row }: SignupRecord): LinePage['alarm'] => {
  if (row.state !== 'booked') return undefined;
  const slot = sheet.slots.find(({ key }) => key === row.slotKey);
  const href = may(duty, 'slots') ? `${slotsPath(sheet, row)}/${row.slotId}` : undefined;
  if (!slot) return { text: words.isVanished, href };
  return hasMoved(row.slotWords, slot) ? { text: words.isMoved(slotSaid(slot)), href } : undefined;
};

const showLine = async (host: Host, c: Context<Portal>, duty: Duty, record: SignupRecord, manner: Manner = {}): Promise<Response> => {
  const { row, events } = record;
  const sheet = await sheetOf(c, row.committee, row.compound);
  const [line, people, code] = await Promise.all([
    lineOf(duty.store, sheet, row),
    peopleBy(duty.store, [row.enteredBy, ...events.map(({ by }) => by)]),
    codeOf(inDbOf(duty.store, { ...record, committee: row.committee }), record),
  ]);
  const page: LinePage = {
    line: lineView(line),
    kind: row.kind,
    title: row.slotWords.title,
    list: listPath(sheet, row),
    entered:
      row.enteredBy === null ? undefined : words.entered(people.get(row.enteredBy)?.name ?? words.someone, status.source[row.source]),
    resident: `${receiptPath(row.committee, code)}?resident=1`,
    history: events.map((event) => stepOf(row.kind, event, people)),
    can: { tick: row.state !== 'cancelled', cancel: rightsOf(record, duty.now).cancel },
    alarm: alarmOf(duty, sheet, record),
  };
  return show(host, c, duty, 'desk/signup', page, manner);
};

/** Why a tick was refused, in words. */
export const whyUnticked = (ticked: Exclude<Ticked, 'done'>, { row }: SignupRecord): string =>
  ticked === 'changed' ? words.changedMeanwhile(zhCN.status.signup[row.kind][row.state]) : words[ticked];

/** Where to go on after a tick: the list that it was done in, and nowhere else. */
const backTo = (typed: string, id: string): string =>
  /^\/desk\/signups\/of(\/[a-z0-9-]+){4}(\?[\w=&%.+-]*)?$/.test(typed) ? typed : `/desk/signups/${id}`;

const andSaid = (path: string, said: string, id: string): string => `${path}${path.includes('?') ? '&' : '?'}said=${said}#l-${id}`;

/** One sign-up: who, where from, what became of it. */
export const signupLineRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, SIGNUP_LINE_RULES);

  on('GET /desk/signups/:id', async (c, duty) => showLine(host, c, duty, await signupAt(duty, param(c, 'id'))));

  on('POST /desk/signups/:id/tick', async (c, duty) => {
    const id = param(c, 'id');
    const record = await signupAt(duty, id);
    const fields = await fieldsIn(c);
    const state = TICKABLE.find((one) => one === field(fields, 'state'));
    const was = SIGNUP_STATES.find((one) => one === field(fields, 'was'));
    if (!state || !was) throw new Refusal(400, zhCN.asking.unreadable);
    const sheet = await sheetOf(c, record.row.committee, record.row.compound);
    const ticked = await tick(duty, sheet, record, was, state);
    const back = backTo(field(fields, 'back'), id);
    if (ticked === 'done') return c.redirect(andSaid(back, state === 'booked' ? 'u-undone' : 'u-ticked', id), 303);
    const newest = await signupAt(duty, id);
    return showLine(host, c, duty, newest, { status: 409, fault: whyUnticked(ticked, newest) });
  });

  on('POST /desk/signups/:id/cancellation', async (c, duty) => {
    const id = param(c, 'id');
    const first = await signupAt(duty, id);
    const sheet = await sheetOf(c, first.row.committee, first.row.compound);
    const done = await settled(
      () => signupAt(duty, id),
      (record) => cancel(duty.store, sheet, record, duty.now, duty.hand),
    );
    if (done) return c.redirect(`/desk/signups/${id}?said=u-cancelled`, 303);
    return showLine(host, c, duty, await signupAt(duty, id), { status: 409, fault: receipt.over });
  });

  on('GET /desk/signups/:id/slip', async (c, duty) => {
    const record = await signupAt(duty, param(c, 'id'));
    const { row } = record;
    const sheet = await sheetOf(c, row.committee, row.compound);
    const [code, { door }] = await Promise.all([
      codeOf(inDbOf(duty.store, { ...record, committee: row.committee }), record),
      lineOf(duty.store, sheet, row),
    ]);
    const { town, committee, compound, state } = row;
    await logDeed(duty.store.dbOf(row.committee), {
      ...{ town, committee, compound, recordKind: 'signup', recordId: row.id },
      ...duty.hand,
      ...{ at: duty.now.town, deed: 'code-shown', fromState: state, state, detail: {} },
    });
    const { title, place } = row.slotWords;
    const url = fullAddress(c, duty.town, receiptPath(committee, code));
    return show(host, c, duty, 'desk/signup-slip', {
      id: row.id,
      title,
      door,
      slot: slotSaid(row.slotWords),
      place,
      code,
      url,
      phones: sheet.phones,
    });
  });

  return app;
};
