import { type Context, Hono } from 'hono';
import { findingInput } from '../../../domain/chain.ts';
import { faultsOf, type Fields, type FormState, treeOf } from '../../../domain/form.ts';
import { fenTyped } from '../../../domain/money.ts';
import { clean } from '../../../domain/typed.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import type { Deal } from '../../records/cancellations.ts';
import { cardOutOf, collectCard, handCard, returnCard } from '../../records/cards.ts';
import { medicineAt } from '../../records/chains.ts';
import { crewOf } from '../../records/crew.ts';
import { deliver } from '../../records/deliveries.ts';
import { recordFindings } from '../../records/findings.ts';
import { invoiceAt, noteInvoice, repayInvoice, rightInvoice } from '../../records/invoices.ts';
import { drugsOf } from '../../records/items.ts';
import { logLook } from '../../records/opening.ts';
import { personById } from '../../records/people.ts';
import type { RequestRecord } from '../../records/record.ts';
import { runAt } from '../../records/runs.ts';
import { settled } from '../../records/work.ts';
import { caseOf } from './case.ts';
import { keepingOf, pharmacyOf } from './hospitals.ts';
import { show } from './page.ts';
import { bound, param, type Rules } from './rules.ts';

const { medicine: words } = zhCN.desk;

export const CASE_RULES = {
  'GET /desk/medicine/requests/:id': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/requests/:id/card': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/requests/:id/card/holder': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/requests/:id/card/return': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/requests/:id/findings': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/requests/:id/delivery': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/requests/:id/invoices': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/invoices/:id': { right: 'medicine', of: 'invoice' },
  'POST /desk/medicine/invoices/:id/repayment': { right: 'medicine', of: 'invoice' },
} as const satisfies Rules;

/** Where a form leads back to. */
const backTo = (id: string, said: string): string => `/desk/medicine/requests/${id}?said=${said}`;

const draw = async (
  host: Host,
  c: Context<Portal>,
  duty: Duty,
  record: RequestRecord,
  { fault, of = '', form, status = 200 }: { fault?: string; of?: string; form?: FormState; status?: 200 | 409 | 422 } = {},
): Promise<Response> => {
  const view = await caseOf(c, duty, record, form && { of, form });
  return show(host, c, duty, 'desk/medicine/case', { view }, { status, fault });
};

/** The page again, with what was typed wrong, or with the sentence that says no. */
const refuse = async (host: Host, c: Context<Portal>, duty: Duty, id: string, fault: string, form?: { of: string; form: FormState }) =>
  draw(host, c, duty, await medicineAt(duty, id), { fault, ...form, status: form ? 422 : 409 });

/** A run as chosen in a form; nothing where none was. @throws Refusal 404 where it is not the team's */
const runIn = async (duty: Duty, fields: Fields): Promise<string | null> => {
  const id = field(fields, 'run');
  return id ? (await runAt(duty, id)).id : null;
};

/** Somebody of the crew as chosen in a form. */
const memberIn = async (duty: Duty, { committee, compound }: RequestRecord['row'], id: string): Promise<string | undefined> => {
  const crew = await crewOf(duty, { town: duty.scope.town, committee, compound });
  return crew.find((one) => one.id === id)?.id;
};

/** Cards, findings, invoices and the delivery of one request. */
export const caseRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, CASE_RULES);

  on('GET /desk/medicine/requests/:id', async (c, duty) => {
    const record = await medicineAt(duty, param(c, 'id'));
    await logLook(duty, record, 'opened');
    return draw(host, c, duty, record);
  });

  const done = (duty: Duty, id: string, verb: (record: RequestRecord) => Promise<Deal>) => settled(() => medicineAt(duty, id), verb);

  const heldBy = async ({ store }: Duty, id: string): Promise<string> => {
    const card = await cardOutOf(store, id);
    return card ? words.refused.card((await personById(store, card.holder))?.name ?? '') : words.refused.ended;
  };

  on('POST /desk/medicine/requests/:id/card', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const { row } = await medicineAt(duty, id);
    const holder = await memberIn(duty, row, field(fields, 'holder') || duty.person.id);
    const form = { values: fields, faults: { holder: words.refused.person } };
    if (!holder) return refuse(host, c, duty, id, words.refused.person, { of: 'card', form });
    const runId = await runIn(duty, fields);
    if (await done(duty, id, (record) => collectCard(duty, record, { holder, runId }))) return c.redirect(backTo(id, 'mCard'), 303);
    return refuse(host, c, duty, id, await heldBy(duty, id));
  });

  on('POST /desk/medicine/requests/:id/card/holder', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const { row } = await medicineAt(duty, id);
    const holder = await memberIn(duty, row, field(fields, 'holder'));
    const form = { values: fields, faults: { holder: words.refused.person } };
    if (!holder) return refuse(host, c, duty, id, words.refused.person, { of: 'card', form });
    const runId = await runIn(duty, fields);
    if (await done(duty, id, (record) => handCard(duty, record, { holder, runId }))) return c.redirect(backTo(id, 'mHand'), 303);
    return refuse(host, c, duty, id, words.refused.cardHome);
  });

  /** What is said after something came back: the request may just have been forgotten. */
  const saidBack = async (duty: Duty, id: string, said: string): Promise<string> =>
    (await medicineAt(duty, id)).row.erasedAt === null ? said : 'mErased';

  on('POST /desk/medicine/requests/:id/card/return', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const { row } = await medicineAt(duty, id);
    const keeping = await keepingOf(c, row);
    const door = clean(field(fields, 'door')).slice(0, 60) || undefined;
    if (await done(duty, id, (record) => returnCard(duty, keeping, record, door)))
      return c.redirect(backTo(id, await saidBack(duty, id, 'mBack')), 303);
    return refuse(host, c, duty, id, words.refused.cardHome);
  });

  on('POST /desk/medicine/requests/:id/findings', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const record = await medicineAt(duty, id);
    const item = record.items.find((one) => one.id === field(fields, 'item'));
    if (!item) return refuse(host, c, duty, id, words.refused.ended);
    const [drug] = await drugsOf(duty.store, [item]);
    const parsed = findingInput(drug?.amount ?? 1, zhCN).safeParse(treeOf(fields));
    const runId = await runIn(duty, fields);
    if (!parsed.success) {
      const form = { values: fields, faults: faultsOf(parsed.error) };
      return refuse(host, c, duty, id, Object.values(form.faults)[0] ?? zhCN.asking.unreadable, { of: item.id, form });
    }
    const found = [{ itemId: item.id, finding: parsed.data }];
    const rule = await pharmacyOf(c, duty);
    if (await done(duty, id, (one) => recordFindings(duty, rule, one, runId, found))) return c.redirect(backTo(id, 'mFound'), 303);
    return refuse(host, c, duty, id, words.refused.ended);
  });

  on('POST /desk/medicine/requests/:id/delivery', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const { row } = await medicineAt(duty, id);
    const keeping = await keepingOf(c, row);
    const withCard = field(fields, 'card') === 'back';
    if (await done(duty, id, (record) => deliver(duty, keeping, record, withCard)))
      return c.redirect(backTo(id, await saidBack(duty, id, 'mDelivered')), 303);
    return refuse(host, c, duty, id, words.refused.deliver);
  });

  /** The amount and the member of an invoice's form, or what is wrong with them. */
  const advanceIn = async (duty: Duty, row: RequestRecord['row'], fields: Fields) => {
    const fen = fenTyped(field(fields, 'yuan'));
    const advancedBy = await memberIn(duty, row, field(fields, 'advanced'));
    const faults = {
      ...(fen === undefined && { yuan: words.invoice.yuanWrong }),
      ...(!advancedBy && { advanced: words.invoice.advancedNeeded }),
    };
    return fen !== undefined && advancedBy ? { advance: { fen, advancedBy } } : { form: { values: fields, faults } satisfies FormState };
  };

  on('POST /desk/medicine/requests/:id/invoices', async (c, duty) => {
    const fields = await fieldsIn(c);
    const id = param(c, 'id');
    const { advance, form } = await advanceIn(duty, (await medicineAt(duty, id)).row, fields);
    if (!advance) return refuse(host, c, duty, id, Object.values(form.faults)[0] ?? '', { of: 'invoice', form });
    const runId = await runIn(duty, fields);
    await done(duty, id, (record) => noteInvoice(duty, record, runId, advance));
    return c.redirect(backTo(id, 'mPaid'), 303);
  });

  on('POST /desk/medicine/invoices/:id', async (c, duty) => {
    const fields = await fieldsIn(c);
    const invoice = await invoiceAt(duty, param(c, 'id'));
    const id = invoice.requestId;
    const { row } = await medicineAt(duty, id);
    // Whoever advanced it may have left since: the amount is put right all the same.
    const same = field(fields, 'advanced') === invoice.advancedBy;
    const { advance, form } = await advanceIn(duty, row, same ? { ...fields, advanced: duty.person.id } : fields);
    if (!advance)
      return refuse(host, c, duty, id, Object.values(form.faults)[0] ?? '', { of: invoice.id, form: { ...form, values: fields } });
    const right = { ...advance, ...(same && { advancedBy: invoice.advancedBy }) };
    const ok = await done(duty, id, async (record) => rightInvoice(duty, record, await invoiceAt(duty, invoice.id), right));
    if (ok) return c.redirect(backTo(id, 'mPaid'), 303);
    return refuse(host, c, duty, id, words.invoice.repaidAlready);
  });

  on('POST /desk/medicine/invoices/:id/repayment', async (c, duty) => {
    const invoice = await invoiceAt(duty, param(c, 'id'));
    await done(duty, invoice.requestId, async (record) => repayInvoice(duty, record, await invoiceAt(duty, invoice.id)));
    return c.redirect(backTo(invoice.requestId, 'mRepaid'), 303);
  });

  return app;
};
