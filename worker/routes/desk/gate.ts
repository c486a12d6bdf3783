import { and, eq, gte, lt } from 'drizzle-orm';
import { type Context, Hono } from 'hono';
import { signups } from '../../../db/schema/signups.ts';
import { MINUTE } from '../../../domain/clock.ts';
import { EMPTY_FORM, type FormState } from '../../../domain/form.ts';
import { codeTyped } from '../../../domain/receipt.ts';
import { SIGNUP_STATES } from '../../../domain/status.ts';
import { idsOfTag } from '../../../domain/tag.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { GatePage } from '../../../site/desk/gate.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { receiptWith } from '../../records/receipts.ts';
import type { SignupRecord } from '../../records/record.ts';
import { tick } from '../../records/ticks.ts';
import { reachSignups, signupAt } from '../../records/work.ts';
import { Refusal } from '../../refusal.ts';
import { sheetOf } from '../../sheets.ts';
import { buildingSaid, slotSaid } from './line-views.ts';
import { type Manner, show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';
import { whyUnticked } from './signup-lines.ts';

const words = zhCN.desk.signups;

export const GATE_RULES = {
  'GET /desk/gate': { right: 'gate' },
  'GET /desk/gate/:id': { right: 'gate', of: 'signup' },
  'POST /desk/gate/:id/tick': { right: 'gate', of: 'signup' },
} as const satisfies Rules;

/** Whoever comes so much too early or too late is told, not turned away. */
const GRACE = 30 * MINUTE;

/** The code in what was typed or scanned: a scanner gives the receipt's whole address. */
const bareCode = (typed: string): string =>
  typed
    .trim()
    .replace(/[?#].*$/, '')
    .split('/')
    .at(-1) ?? '';

/** The sign-up of a receipt's code or a tag, if it lies within scope; that a code is a request's is all that is told of one. */
const signupOf = async (duty: Duty, typed: string): Promise<{ id: string } | 'request' | undefined> => {
  const { store, scope } = duty;
  const bare = bareCode(typed);
  const [code, ids] = [codeTyped(bare), idsOfTag(bare)];
  const receipt = code ? await receiptWith(store, code) : undefined;
  if (receipt?.recordKind === 'request') return (scope.committee ?? receipt.committee) === receipt.committee ? 'request' : undefined;
  const named = receipt?.recordKind === 'signup' ? eq(signups.id, receipt.recordId) : undefined;
  // A tag is the beginning of an id: what comes after every hexadecimal digit ends the range.
  const tagged = ids ? and(gte(signups.id, ids), lt(signups.id, `${ids}g`)) : undefined;
  if (!named && !tagged) return undefined;
  const found = await reachSignups(duty, named ?? tagged);
  return found.length === 1 ? found[0] : undefined;
};

const foundIn = async (c: Context<Portal>, { now, hand }: Duty, { row, events }: SignupRecord): Promise<GatePage['found']> => {
  const sheet = await sheetOf(c, row.committee, row.compound);
  const { slotWords, state } = row;
  const inTime = now.town >= slotWords.startsAt - GRACE && now.town <= slotWords.endsAt + GRACE;
  // Whoever has just ticked it is not told that it has been used.
  const justTicked = c.req.query('said') === 'u-ticked' && state === 'collected' && events.at(-1)?.by === hand.by;
  const used = justTicked ? undefined : words.gateNot.done;
  const warn = state === 'cancelled' ? words.gateNot.cancelled : state !== 'booked' ? used : inTime ? undefined : words.gateWrongTime;
  return {
    id: row.id,
    kind: row.kind,
    title: slotWords.title,
    slot: slotSaid(slotWords),
    building: buildingSaid(sheet, row.building),
    state,
    ticks: state === 'booked' ? ['collected'] : state === 'collected' ? ['booked'] : [],
    warn,
  };
};

const showGate = (host: Host, c: Context<Portal>, duty: Duty, form: FormState, found?: GatePage['found'], manner: Manner = {}) =>
  show(host, c, duty, 'desk/gate', { form, found }, manner);

/** The gate: a code's slot, building and state. No name, no phone, no room. */
export const gateRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, GATE_RULES);

  on('GET /desk/gate', async (c, duty) => {
    const typed = c.req.query('code');
    if (typed === undefined) return showGate(host, c, duty, EMPTY_FORM);
    const found = await signupOf(duty, typed.slice(0, 200));
    if (found && found !== 'request') return c.redirect(`/desk/gate/${found.id}`, 303);
    const fault = typed.trim() === '' ? words.gateNeeded : found ? words.gateRequest : words.gateNone;
    return showGate(host, c, duty, { values: { code: typed.slice(0, 200) }, faults: { code: fault } }, undefined, { status: 404 });
  });

  on('GET /desk/gate/:id', async (c, duty) =>
    showGate(host, c, duty, EMPTY_FORM, await foundIn(c, duty, await signupAt(duty, param(c, 'id')))),
  );

  on('POST /desk/gate/:id/tick', async (c, duty) => {
    const id = param(c, 'id');
    const record = await signupAt(duty, id);
    const fields = await fieldsIn(c);
    const was = SIGNUP_STATES.find((one) => one === field(fields, 'was'));
    const state = (['collected', 'booked'] as const).find((one) => one === field(fields, 'state'));
    // Handed over, or that taken back: what else becomes of a sign-up is not decided at the gate.
    if (!was || !state || (state === 'booked' && was !== 'collected')) throw new Refusal(400, zhCN.asking.unreadable);
    const ticked = await tick(duty, await sheetOf(c, record.row.committee, record.row.compound), record, was, state);
    if (ticked === 'done') return c.redirect(`/desk/gate/${id}?said=${state === 'booked' ? 'u-undone' : 'u-ticked'}`, 303);
    const newest = await signupAt(duty, id);
    return showGate(host, c, duty, EMPTY_FORM, await foundIn(c, duty, newest), { status: 409, fault: whyUnticked(ticked, newest) });
  });

  return app;
};
