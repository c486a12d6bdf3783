import { Hono } from 'hono';
import { faultsOf, treeOf } from '../../domain/form.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { mayCome } from '../../domain/signup.ts';
import { isEarly, SLOT_KINDS, type Slot, type SlotKind } from '../../domain/slot.ts';
import { zhCN } from '../../domain/words/index.ts';
import { type FormRefusal, refuseForm } from '../answers.ts';
import { isAway } from '../faults.ts';
import { fieldsIn, keyIn } from '../fields.ts';
import { signupForm } from '../forms.ts';
import type { Host, Portal } from '../host.ts';
import { logError } from '../log.ts';
import { type Moment, momentOf } from '../moment.ts';
import { answerTaken } from '../opened.ts';
import { signUp } from '../records/signingup.ts';
import type { SignupInput } from '../records/signups.ts';
import { standingOf } from '../records/slots.ts';
import { type Store, storeFor } from '../records/store.ts';
import { Refusal } from '../refusal.ts';
import { isSlug, sheetOf } from '../sheets.ts';

const { asking, dates } = zhCN;
const FOLDERS = { supply: 'supplies', post: 'posts', sampling: 'samplings' } as const satisfies Record<SlotKind, string>;

const kindOf = (typed: string): SlotKind => {
  const kind = SLOT_KINDS.find((one) => one === typed);
  if (!kind) throw new Refusal(404, asking.noSuchPlace);
  return kind;
};

/** The slots that can be signed up for. @throws Refusal 404 where there are none */
const slotsOf = (sheet: Sheet, kind: SlotKind, of: string): Slot[] => {
  const slots = sheet.slots.filter((slot) => slot.kind === kind && slot.of === of && slot.capacity !== undefined);
  if (slots.length === 0) throw new Refusal(404, asking.noSuchPlace);
  return slots;
};

/** Why this slot can't be had, before anybody asks whether there is room. */
const slotFault = (slot: Slot | undefined, building: string, now: Moment): string | undefined => {
  if (!slot) return asking.noSlot;
  if (slot.endsAt <= now.town) return asking.over;
  return mayCome(slot, building) ? undefined : asking.notYours;
};

const REFUSED = { full: asking.full, closed: asking.closed } as const;

/** Sign-ups for a slot of a distribution or round, or a shift of a post. */
export const signups = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });

  // WeChat reloads the page that a form was sent to.
  app.get('/:committee/:compound/:kind/:of', (c) => {
    const { committee, compound, kind, of } = c.req.param();
    if (![committee, compound, of].every(isSlug)) throw new Refusal(404, asking.noSuchPlace);
    return c.redirect(`/${committee}/${compound}/${FOLDERS[kindOf(kind)]}/${of}/`, 303);
  });

  app.post('/:committee/:compound/:kind/:of', async (c) => {
    const { committee, compound, of } = c.req.param();
    const kind = kindOf(c.req.param('kind'));
    const sheet = await sheetOf(c, committee, compound);
    const slots = slotsOf(sheet, kind, of);
    const fields = await fieldsIn(c);
    const now = momentOf(sheet, Date.now());
    let store: Store | undefined;

    const refuse = (refusal: FormRefusal) =>
      refuseForm(c, fields, sheet.phones, refusal, async (form) => {
        // Places left are an extra: a form that is refused because the database is away is drawn without.
        const standing = store && refusal.status !== 503 ? await standingOf(store.dbOf(committee), sheet) : {};
        return host.render(c, 'answers/signup', { sheet, kind, of, form, standing }, refusal.status);
      });

    // Before the database is asked anything: those who can't wait are many.
    const early = slots.find((slot) => isEarly(slot, now.town))?.opensAt;
    if (early !== undefined) return refuse({ status: 409, message: asking.early(dates.moment(early)) });
    try {
      store = await storeFor(c.env);
      const parsed = signupForm(sheet).safeParse(treeOf(fields));
      if (!parsed.success) return await refuse({ status: 422, faults: faultsOf(parsed.error) });
      const input: SignupInput = parsed.data;
      const slot = slots.find(({ id }) => id === input.slot);
      const fault = slotFault(slot, input.building, now);
      if (!slot || fault) return await refuse({ status: 422, faults: { slot: fault ?? asking.noSlot } });
      const signup = await signUp(store, sheet, slot, input, keyIn(fields), now);
      if (!('refused' in signup)) return await answerTaken(c, sheet, signup);
      const { refused } = signup;
      if (refused === 'already') return await refuse({ status: 409, message: kind === 'post' ? asking.alreadyVolunteer : asking.already });
      return await refuse({ status: 409, message: REFUSED[refused] });
    } catch (error) {
      if (!isAway(error)) throw error;
      logError(error);
      return refuse({ status: 503, message: asking.busy });
    }
  });

  return app;
};
