import { Hono } from 'hono';
import { findingInput } from '../../../domain/chain.ts';
import { faultsOf, treeOf } from '../../../domain/form.ts';
import { zhCN } from '../../../domain/words/index.ts';
import { field, fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { medicineAt } from '../../records/chains.ts';
import { deliver } from '../../records/deliveries.ts';
import { recordFindings } from '../../records/findings.ts';
import { drugsOf } from '../../records/items.ts';
import { logLook } from '../../records/opening.ts';
import { CASE_CARD_RULES, caseCardRoutes } from './casecards.ts';
import { CASE_INVOICE_RULES, caseInvoiceRoutes } from './caseinvoices.ts';
import { backTo, done, drawCase, refuse, runIn, saidBack } from './casepage.ts';
import { keepingOf, pharmacyOf } from './hospitals.ts';
import { bound, param, type Rules } from './rules.ts';

const { medicine: words } = zhCN.desk;

const OWN_RULES = {
  'GET /desk/medicine/requests/:id': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/requests/:id/findings': { right: 'medicine', of: 'request' },
  'POST /desk/medicine/requests/:id/delivery': { right: 'medicine', of: 'request' },
} as const satisfies Rules;

export const CASE_RULES = { ...OWN_RULES, ...CASE_CARD_RULES, ...CASE_INVOICE_RULES };

/** One request's medicine: the page, what was found, the delivery; its card and its invoices. */
export const caseRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, OWN_RULES);

  on('GET /desk/medicine/requests/:id', async (c, duty) => {
    const record = await medicineAt(duty, param(c, 'id'));
    await logLook(duty, record, 'opened');
    return drawCase(host, c, duty, record);
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

  for (const routes of [caseCardRoutes, caseInvoiceRoutes]) app.route('/', routes(host));
  return app;
};
