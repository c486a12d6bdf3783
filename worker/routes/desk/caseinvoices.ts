import { Hono } from 'hono';
import type { Fields, FormState } from '../../../domain/form.ts';
import { fenTyped } from '../../../domain/money.ts';
import { zhCN } from '../../../domain/words/index.ts';
import type { Duty } from '../../duty.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { medicineAt } from '../../records/chains.ts';
import { invoiceAt, noteInvoice, repayInvoice, rightInvoice } from '../../records/invoices.ts';
import type { RequestRecord } from '../../records/record.ts';
import { backTo, done, memberIn, refuse, runIn } from './casepage.ts';
import { bound, param, type Rules } from './rules.ts';

const { medicine: words } = zhCN.desk;

export const CASE_INVOICE_RULES = {
  'POST /desk/medicine/requests/:id/invoices': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/invoices/:id': { right: 'medicine', of: 'invoice' },
  'POST /desk/medicine/invoices/:id/repayment': { right: 'medicine', of: 'invoice' },
} as const satisfies Rules;

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

/** The invoices of one request: who paid how much, and whether he has it back. */
export const caseInvoiceRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, CASE_INVOICE_RULES);

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
