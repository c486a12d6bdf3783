import { Hono } from 'hono';
import { fieldsIn } from '../../fields.ts';
import type { Host, Portal } from '../../host.ts';
import { medicineAt, recordsBy } from '../../records/chains.ts';
import { recordFindings } from '../../records/findings.ts';
import { noteInvoice } from '../../records/invoices.ts';
import { lookAtAll } from '../../records/opening.ts';
import { runAt } from '../../records/runs.ts';
import { settled } from '../../records/work.ts';
import { pharmacyOf } from './hospitals.ts';
import { foundIn, paidIn } from './outcomefields.ts';
import { drawOutcomes, outcomesOn } from './outcomepage.ts';
import { bound, param, type Rules } from './rules.ts';

export const OUTCOME_RULES = {
  'GET /desk/medicine/runs/:id/outcomes': { right: 'medicine', of: 'run' },
  'POST /desk/medicine/runs/:id/outcomes': { right: 'medicine', of: 'run' },
} as const satisfies Rules;

/** Everything of one run in one form: what was found, and what was paid. */
export const outcomeRoutes = (host: Host) => {
  const app = new Hono<Portal>({ strict: false });
  const { on } = bound(app, OUTCOME_RULES);

  on('GET /desk/medicine/runs/:id/outcomes', async (c, duty) => {
    const run = await runAt(duty, param(c, 'id'));
    const page = await outcomesOn(c, duty, run);
    const records = await recordsBy(
      duty,
      page.homes.map(({ request }) => request.id),
    );
    await lookAtAll(duty, records.values());
    return drawOutcomes(host, c, duty, page);
  });

  on('POST /desk/medicine/runs/:id/outcomes', async (c, duty) => {
    const fields = await fieldsIn(c);
    const run = await runAt(duty, param(c, 'id'));
    const read = await outcomesOn(c, duty, run);
    const { homes, at } = read;
    const typed = await Promise.all(
      homes.map(async ({ request, items }) => {
        const { faults, found } = await foundIn(duty, fields, items, read.found);
        const paid = paidIn(fields, request.id, at.crew);
        return { id: request.id, found, advance: paid.advance, faults: { ...faults, ...paid.faults } };
      }),
    );
    const faults: Record<string, string> = Object.assign({}, ...typed.map((one) => one.faults));
    // All of a page or nothing: half of it would be typed again.
    if (Object.keys(faults).length > 0) return drawOutcomes(host, c, duty, read, { values: fields, faults });
    const rule = await pharmacyOf(c, duty);
    for (const { id, found, advance } of typed) {
      const find = () => medicineAt(duty, id);
      if (found.length > 0) await settled(find, (record) => recordFindings(duty, rule, record, run.id, found));
      if (advance) await settled(find, (record) => noteInvoice(duty, record, run.id, advance));
    }
    return c.redirect(`/desk/medicine/runs/${run.id}/outcomes?page=${at.page}&said=mFound`, 303);
  });

  return app;
};
