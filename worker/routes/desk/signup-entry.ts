import { type Context, Hono } from 'hono';
import { EMPTY_FORM, type FormState, faultsOf, treeOf } from '../../../domain/form.ts';
import { mayCome } from '../../../domain/signup.ts';
import { SOURCES } from '../../../domain/status.ts';
import { zhCN } from '../../../domain/words/index.ts';
import { isEarly } from '../../../domain/slot.ts';
import { type Duty, may } from '../../duty.ts';
import { field, fieldsIn, keyIn } from '../../fields.ts';
import { signupForm } from '../../forms.ts';
import type { Host, Portal } from '../../host.ts';
import { widen } from '../../records/adjustments.ts';
import { numbered } from '../../records/deeds.ts';
import { findReceipt } from '../../records/receipts.ts';
import { type SignUp, signUp } from '../../records/signingup.ts';
import { standingOf } from '../../records/slots.ts';
import { slotSaid } from './line-views.ts';
import { headOf, type Offered, offeredAt } from './offered.ts';
import { type Manner, show } from './page.ts';
import { bound, type Rules } from './rules.ts';

const { asking, dates, reading, errors, desk } = zhCN;
const words = desk.signups;

export const SIGNUP_ENTRY_RULES = {
  // Those who may enter, but for the medicine team: names and doors of sign-ups are no business of theirs.
  'GET /desk/signups/of/:committee/:compound/:kind/:of/entry': { right: 'signups', of: 'place' },
  'POST /desk/signups/of/:committee/:compound/:kind/:of/entry': { right: 'signups', of: 'place' },
} as const satisfies Rules;

const REFUSED = { full: asking.full, closed: asking.closed, already: asking.already } as const;
const OVERRULE = { full: words.overruleFull, closed: words.overruleClosed, already: words.overruleAlready } as const;

// A building head enters his own doors only.
const offeredForEntry = async (c: Context<Portal>, duty: Duty): Promise<Offered> => {
  const offered = await offeredAt(c, duty);
  if (duty.scope.building === undefined) return offered;
  const { buildings, ...sheet } = offered.sheet;
  return { ...offered, sheet: { ...sheet, buildings: buildings.filter(({ id }) => id === duty.scope.building) } };
};

const showEntry = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  offered: Offered,
  form: FormState,
  overrule = false,
  manner: Manner = {},
): Promise<Response> => {
  const standing = await standingOf(duty.store.dbOf(offered.sheet.committee.id), offered.sheet);
  const slots = offered.slots
    .filter(({ endsAt }) => endsAt > duty.now.town)
    .map((slot) => {
      const known = standing[slot.key];
      const room = known && (known.closed ? reading.closed : known.left > 0 ? reading.left(known.left) : reading.full);
      return { value: slot.id, label: [slotSaid(slot), room].filter(Boolean).join(' · ') };
    });
  return show(host, c, duty, 'desk/signup-entry', { ...headOf(offered), sheet: offered.sheet, form, slots, overrule }, manner);
};

/** Signing somebody up who called, or who wrote it on a piece of paper. */
export const signupEntryRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, SIGNUP_ENTRY_RULES);

  on('GET /desk/signups/of/:committee/:compound/:kind/:of/entry', async (c, duty) => {
    const offered = await offeredForEntry(c, duty);
    return showEntry(host, c, duty, offered, { ...EMPTY_FORM, values: { source: 'phone', building: duty.scope.building ?? '' } });
  });

  on('POST /desk/signups/of/:committee/:compound/:kind/:of/entry', async (c, duty) => {
    const offered = await offeredForEntry(c, duty);
    const { sheet, slots } = offered;
    const { store, now, hand } = duty;
    const fields = await fieldsIn(c);
    const refuse = (form: Omit<FormState, 'values'>, overrule: boolean, status: 422 | 409) =>
      showEntry(host, c, duty, offered, { ...form, values: fields }, overrule, { status });

    const source = SOURCES.find((one) => one !== 'web' && one === field(fields, 'source'));
    const parsed = signupForm(sheet).safeParse(treeOf(fields));
    const faults = { ...(parsed.success ? {} : faultsOf(parsed.error)), ...(source ? {} : { source: errors.choose(words.source) }) };
    if (!parsed.success || !source) return refuse({ faults }, false, 422);
    const slot = slots.find(({ id, endsAt }) => id === parsed.data.slot && endsAt > now.town);
    if (!slot) return refuse({ faults: { slot: asking.noSlot } }, false, 422);
    if (!mayCome(slot, parsed.data.building)) return refuse({ faults: { slot: asking.notYours } }, false, 422);

    // Nobody gets a place by telephone before those who wait for the page.
    if (isEarly(slot, now.town)) return refuse({ faults: {}, message: asking.early(dates.moment(slot.opensAt ?? now.town)) }, false, 409);
    // Only who may give places may overrule: the box in the form proves nothing.
    const mayOverrule = may(duty, 'slots') && duty.scope.building === undefined;
    const overrules = field(fields, 'overrule') === 'yes' && mayOverrule;
    const key = keyIn(fields);
    const entry = { hand, source };
    const signup: SignUp = await numbered(async () =>
      signUp(store, sheet, slot, parsed.data, key, now, entry, overrules ? await widen(duty, sheet, slot) : undefined),
    );
    if ('refused' in signup) {
      const { refused } = signup;
      const already = offered.kind === 'post' && refused === 'already' ? asking.alreadyVolunteer : REFUSED[refused];
      const message = mayOverrule ? OVERRULE[refused] : `${already}${words.askSlots}`;
      return refuse({ faults: {}, message }, mayOverrule, 409);
    }
    const receipt = await findReceipt(store, sheet.committee.id, signup.code);
    if (!receipt) throw new Error('a sign-up without its receipt');
    return c.redirect(`/desk/signups/${receipt.recordId}/slip`, 303);
  });

  return app;
};
