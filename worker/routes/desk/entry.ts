import type { Context } from 'hono';
import { Hono } from 'hono';
import { dayOf } from '../../../domain/clock.ts';
import { EMPTY_FORM, type FormState, faultsOf, fieldsOf, treeOf } from '../../../domain/form.ts';
import { requestInput } from '../../../domain/request.ts';
import type { Sheet } from '../../../domain/sheet.ts';
import type { Source } from '../../../domain/status.ts';
import { zhCN } from '../../../domain/words/index.ts';
import { type Duty, may } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { askFor, sentBefore } from '../../records/asking.ts';
import { drugsIn } from '../../records/items.ts';
import { joinEntry, type SecondReceipt } from '../../records/joining.ts';
import { lookupsOf } from '../../records/lookups.ts';
import { logLook } from '../../records/opening.ts';
import type { RequestInput, Service } from '../../records/requests.ts';
import { likelyTwins, type Twin } from '../../records/twins.ts';
import { requestAt } from '../../records/work.ts';
import { Refusal } from '../../refusal.ts';
import { typedIn } from './changes.ts';
import { ENTRY_START_RULES, entryStartRoutes, servicesIn } from './entry-start.ts';
import { twinLines } from './lines.ts';
import { doneOrWhy, keyOf } from './notebook.ts';
import { type Manner, show } from './page.ts';
import { placeAt } from './places.ts';
import { bound, param, type Rules } from './rules.ts';

const { asking, desk } = zhCN;
const { requests: w, shell } = desk;

/** The clerk asks for the caller: what is missing is said to him, not to the resident. */
const entryWords = {
  ...zhCN,
  asking: {
    ...asking,
    forWhom: w.entryWhom,
    relation: w.entryRelation,
    otherAgreesNeeded: w.entryAgreesNeeded,
    healthNeeded: w.entryHealthNeeded,
  },
};

const place = { right: 'enter', of: 'place' } as const;

const OWN_RULES = {
  'GET /desk/entry/:committee/:compound/:service': place,
  'POST /desk/entry/:committee/:compound/:service': place,
} as const satisfies Rules;

export const ENTRY_RULES = { ...ENTRY_START_RULES, ...OWN_RULES };

/** What can be entered at a place by somebody. @throws Refusal 404 where it is not his to enter */
const serviceAt = async (c: Context<Portal>, duty: Duty): Promise<{ sheet: Sheet; service: Service }> => {
  const sheet = await placeAt(c, duty, { committee: param(c, 'committee'), compound: param(c, 'compound') });
  const service = servicesIn(duty, sheet).find(({ id }) => id === param(c, 'service'));
  if (!service) throw new Refusal(404, shell.none);
  return { sheet, service };
};

const twinsFor = async (duty: Duty, sheet: Sheet, service: Service, input: RequestInput): Promise<Twin[]> => {
  const { phone, door } = await lookupsOf(duty.store.keys, sheet, input);
  return likelyTwins(duty, { service: service.id, phone, door, drugs: drugsIn(input), at: duty.now.town });
};

/** What is entered for a caller stands on the page before anything was typed. */
const blankFor = async (c: Context<Portal>, duty: Duty): Promise<FormState> => {
  const from = c.req.query('from');
  const record = from === undefined || !may(duty, 'requests') ? undefined : await requestAt(duty, from);
  const before = record && (await typedIn(duty, record));
  // It shows what stood there, drugs and all.
  if (record) await logLook(duty, record, 'opened');
  const { building } = duty.scope;
  const values = { for: 'self', source: 'phone', key: crypto.randomUUID(), ...(building !== undefined && { building }) };
  // Consent is given anew each time.
  const { health: _, agreed: __, ...typed } = before ? fieldsOf(before) : {};
  return { ...EMPTY_FORM, values: { ...typed, ...values, ...(typeof typed['for'] === 'string' && { for: typed['for'] }) } };
};

/** What somebody says on the phone, or brings on paper, entered for him. */
export const entryRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, OWN_RULES);

  const showForm = async (
    c: Context<Portal>,
    duty: Duty,
    { sheet, service }: { sheet: Sheet; service: Service },
    form: FormState,
    twins: readonly Twin[] = [],
    manner: Manner = {},
  ) => {
    const page = { sheet, service: service.id, form, twins: await twinLines(c, duty, twins), records: may(duty, 'requests') };
    return show(host, c, duty, 'desk/entry', page, manner);
  };

  on('GET /desk/entry/:committee/:compound/:service', async (c, duty) =>
    showForm(c, duty, await serviceAt(c, duty), await blankFor(c, duty)),
  );

  on('POST /desk/entry/:committee/:compound/:service', async (c, duty) => {
    const { store, scope, now, hand } = duty;
    const target = await serviceAt(c, duty);
    const { sheet, service } = target;
    const fields = await fieldsIn(c);
    const key = keyOf(fields);
    const values = { ...fields, key };
    if (service.paused) return showForm(c, duty, target, { values, faults: {} }, [], { status: 409, fault: asking.paused(service.paused) });
    const parsed = requestInput(sheet, service, entryWords, dayOf(now.town)).safeParse(treeOf(fields));
    if (!parsed.success) return showForm(c, duty, target, { values, faults: faultsOf(parsed.error) }, [], { status: 422 });
    const input = parsed.data;
    if (scope.building !== undefined && input.building !== scope.building) {
      return showForm(c, duty, target, { values, faults: { building: w.ownBuilding } }, [], { status: 422 });
    }
    const source: Source = field(fields, 'source') === 'paper' ? 'paper' : 'phone';
    const apart = field(fields, 'confirm') === 'yes';
    const entry = { hand, source, apart };
    const slip = (id: string, receipt?: string) =>
      c.redirect(`/desk/requests/${id}/slip?${receipt ? `receipt=${receipt}&` : ''}said=${receipt ? 'r-joined' : 'r-entered'}`, 303);

    const into = field(fields, 'join');
    if (into) {
      let second: SecondReceipt | undefined;
      const came = await doneOrWhy(
        () => requestAt(duty, into),
        async (kept) => {
          const joined = await joinEntry(duty, sheet, service, kept, input, key);
          if (typeof joined === 'string') return joined;
          second = joined;
          return 'done';
        },
      );
      if (came === 'done') return slip(into, second?.receipt.id);
      const twins = await twinsFor(duty, sheet, service, input);
      return showForm(c, duty, target, { values, faults: {} }, twins, { status: 409, fault: w.refusals[came] });
    }

    const sent = await sentBefore(store, sheet, service, input, key, entry);
    if (sent) return slip(sent);
    const twins = apart ? [] : await twinsFor(duty, sheet, service, input);
    if (twins.length > 0) return showForm(c, duty, target, { values, faults: {} }, twins, { status: 409 });
    const { id } = await askFor(store, sheet, service, input, key, now, entry);
    return slip(id);
  });

  app.route('/', entryStartRoutes(host));
  return app;
};
